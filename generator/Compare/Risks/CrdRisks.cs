using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Risks;

/// <summary>
/// A CustomResourceDefinition that takes less than before: objects that are there may no longer be read, written or kept whole.
/// </summary>
public static class CrdRisks
{
    // A reviewer needs the first ones to see what it is about.
    private const int Shown = 5;

    public static IEnumerable<Risk> Of(ObjectChange change)
    {
        if (change is not { Old: { } old, New: { } @new } || !@new.IsKind("apiextensions.k8s.io/CustomResourceDefinition"))
            return [];
        var versions = Versions(@new);
        return Versions(old).SelectMany(version => Narrowed(version.Key, version.Value, versions.GetValueOrDefault(version.Key)));
    }

    private static IEnumerable<Risk> Narrowed(string name, YamlMap old, YamlMap? @new)
    {
        if (@new is null)
            return [High($"version {name} is gone: who uses it fails, and what is stored in it may be lost")];
        if (old.Flag("served") && !@new.Flag("served"))
            return [High($"version {name} is no longer served: who uses it fails")];
        var places = new CrdSchema().Narrowed(Schema(old), Schema(@new));
        return places.Count == 0
            ? []
            :
            [
                High(
                    $"version {name} takes less than before: {string.Join("; ", places.Take(Shown))}"
                        + $"{(places.Count > Shown ? $"; and {places.Count - Shown} more" : "")}"
                ),
            ];
    }

    private static Dictionary<string, YamlMap> Versions(Manifest crd)
    {
        var versions = new Dictionary<string, YamlMap>(StringComparer.Ordinal);
        foreach (var version in (crd.Document.Map("spec")?.List("versions") ?? []).OfType<YamlMap>())
            versions.TryAdd(version.Text("name") ?? "", version);
        return versions;
    }

    private static YamlMap? Schema(YamlMap version) => version.Map("schema")?.Map("openAPIV3Schema");

    private static Risk High(string reason) => new(RiskClass.CrdNarrowed, RiskLevel.High, reason);
}
