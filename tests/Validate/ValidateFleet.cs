using GitOpsGen.Tests.Support;

namespace GitOpsGen.Tests.Validate;

/// <summary>The small fleet with a rule of its own, which its one Deployment breaks in both environments.</summary>
internal static class ValidateFleet
{
    public const string Rules = """
        apiVersion: gitopsgen.io/v1alpha1
        kind: Rules
        spec:
          rules:
            - id: TEAM-001
              summary: A Deployment runs twice.
              message: One pod is none.
              mend: Say more replicas.
              match: {kinds: [apps/Deployment]}
              assert:
                - {path: spec.replicas, atLeast: 2}
            - id: TEAM-002
              summary: ConfigMaps say who owns them.
              severity: note
              message: Nobody knows whom to ask.
              match: {kinds: [ConfigMap]}
              assert:
                - {path: metadata.labels.owner, exists: true}

        """;

    /// <param name="validate">Lines below <c>validate</c> in gitopsgen.yaml.</param>
    public static TemporaryFolder Create(params string[] validate)
    {
        var fleet = SmallFleet.Create();
        fleet.Write("policies/rules.yaml", Rules);
        string[] lines =
        [
            "prerequisites: [{name: spaces, namespaces: [demo]}]",
            "validate:",
            "  rules: [policies/rules.yaml]",
            .. validate.Select(line => $"  {line}"),
        ];
        fleet.Write("gitopsgen.yaml", SmallFleet.Fleet + string.Concat(lines.Select(line => $"  {line}\n")));
        return fleet;
    }
}
