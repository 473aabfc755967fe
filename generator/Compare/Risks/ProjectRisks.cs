using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Risks;

/// <summary>What the Applications of a project may do that they could not.</summary>
public static class ProjectRisks
{
    // A list of what is permitted: each entry more is more.
    private static readonly string[] Permitting =
    [
        "sourceRepos",
        "sourceNamespaces",
        "destinations",
        "clusterResourceWhitelist",
        "namespaceResourceWhitelist",
        "destinationServiceAccounts",
    ];

    private static readonly string[] Refusing = ["clusterResourceBlacklist", "namespaceResourceBlacklist", "signatureKeys"];

    public static IEnumerable<Risk> Of(ObjectChange change)
    {
        if (change is not { Old: { } old, New: { } @new } || !@new.IsKind("argoproj.io/AppProject"))
            yield break;
        foreach (var key in Permitting)
            if (More(Entries(old, key), Entries(@new, key)) is { Count: > 0 } more)
                yield return Widened(more.Exists(IsWide) ? RiskLevel.High : RiskLevel.Medium, $"spec.{key} permits more: {Told(more)}");
        foreach (var key in Refusing)
            if (More(Entries(@new, key), Entries(old, key)) is { Count: > 0 } fewer)
                yield return Widened(RiskLevel.High, $"spec.{key} no longer refuses: {Told(fewer)}");
        foreach (var key in new[] { "roles", "syncWindows" })
            if (More(Entries(old, key), Entries(@new, key)) is { Count: > 0 } added)
                yield return Widened(
                    key == "roles" ? RiskLevel.High : RiskLevel.Medium,
                    $"spec.{key} changes who may do what, and when: {Told(added)}"
                );
    }

    private static List<YamlNode> More(IReadOnlyList<YamlNode> old, IReadOnlyList<YamlNode> @new) =>
        [.. @new.Where(entry => !old.Any(known => NodeEquality.Same(known, entry)))];

    private static IReadOnlyList<YamlNode> Entries(Manifest project, string key) => project.Spec?.List(key) ?? [];

    // An entry is wide where one of its words is nothing but a star.
    private static bool IsWide(YamlNode entry) =>
        entry switch
        {
            YamlScalar scalar => scalar.Text == "*",
            YamlMap map => map.Text("server") == "*" || map.Text("name") == "*" || map.Text("namespace") == "*" || map.Text("kind") == "*",
            _ => false,
        };

    private static string Told(IEnumerable<YamlNode> entries) => string.Join(", ", entries.Take(5).Select(Told));

    private static string Told(YamlNode entry) =>
        entry switch
        {
            YamlScalar scalar => scalar.Text,
            YamlMap map => string.Join(' ', map.Entries.Select(part => part.Value).OfType<YamlScalar>().Select(part => part.Text)),
            _ => "…",
        };

    private static Risk Widened(RiskLevel level, string reason) => new(RiskClass.Sync, level, reason);
}
