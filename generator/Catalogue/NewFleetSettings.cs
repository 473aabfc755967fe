using System.Text;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

/// <summary>Writes the gitopsgen.yaml of a new fleet.</summary>
public static class NewFleetSettings
{
    public static string Write(NewFleet fleet)
    {
        var text = new StringBuilder(
            $"""
            # yaml-language-server: $schema=docs/schemas/fleet.json
            apiVersion: {Shapes.ApiVersion}
            kind: Fleet
            metadata: {Flow("name", fleet.Name)}
            spec:

            """
        );
        Repository(text, fleet);
        text.Append("  argocd: {namespace: argocd, applicationHealth: false}\n");
        text.Append($"  tools: {YamlSplice.Flow(fleet.Catalogue.Tools)}\n  limits: {{deletions: 25%}}\n");
        if (fleet.Catalogue.Monitoring is { } monitoring)
            text.Append($"  monitoring: {YamlSplice.Flow(monitoring)}\n");
        Waves(text, [.. fleet.Environments.Where(environment => environment.Wave is not null)]);
        Prerequisites(text, fleet);
        return text.ToString();
    }

    private static void Repository(StringBuilder text, NewFleet fleet)
    {
        var (url, branch) = fleet.Repository;
        if (url is null)
            text.Append($"  # {Placeholders.Mark}: where this repository is, as Argo CD reads it.\n");
        if (branch is null)
            text.Append($"  # {Placeholders.Mark}: the branch that Argo CD follows; {fleet.Branch} is a guess.\n");
        url ??= $"https://git.{NewEnvironment.PlaceholderDomain}/{fleet.Name}.git";
        text.Append($"  repository: {{url: {YamlSplice.Flow(url)}, branch: {YamlSplice.Flow(fleet.Branch)}}}\n");
    }

    private static void Waves(StringBuilder text, IReadOnlyList<NewEnvironment> environments)
    {
        if (environments.Count == 0)
            return;
        text.Append(
            """
              # The steps of a rollout, first to last. One that follows head runs what is in apps/ now, the others run releases, which
              # `gitopsgen promote` hands on; `leave` says what must hold before it does. Where two belong to one step, give them one wave.
              waves:

            """
        );
        foreach (var environment in environments)
            text.Append(
                $"    - {{name: {YamlSplice.Flow(environment.Wave!)}, "
                    + (
                        environment.FollowsHead
                            ? "follows: head, leave: {health: argocd, soak: 1d}}\n"
                            : "enter: {approvals: 1}, leave: {health: argocd, soak: 7d}}\n"
                    )
            );
    }

    private static void Prerequisites(StringBuilder text, NewFleet fleet)
    {
        var prerequisites = fleet.Prerequisites.ToList();
        if (prerequisites.Count > 0)
            text.Append(
                "  # What the apps need and somebody else runs: have it in the clusters before the first sync.\n  prerequisites:\n"
            );
        foreach (var name in prerequisites)
            text.Append(Item(fleet.Catalogue.Prerequisites[name]));
    }

    private static string Flow(string key, string value) => $"{{{key}: {YamlSplice.Flow(value)}}}";

    // An item of a list four columns in.
    private static string Item(YamlMap map) =>
        string.Concat(
            YamlWriter.Write(map).TrimEnd('\n').Split('\n').Select((line, number) => $"{(number == 0 ? "    - " : "      ")}{line}\n")
        );
}
