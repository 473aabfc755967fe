using System.Collections.Immutable;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Kustomize;

/// <summary>An object on its way through kustomizations: what it was called, and what it is called now.</summary>
internal sealed record BuiltObject(Manifest Manifest, string Name, string Namespace)
{
    public static BuiltObject Of(Manifest manifest) => new(manifest, manifest.Name, manifest.Namespace);

    /// <summary>Kustomize tries a patch's target with the first and with the present name and namespace, each by itself.</summary>
    public IEnumerable<ManifestHeader> Headers()
    {
        var header = ManifestHeader.Of(Manifest.Document);
        foreach (var name in new[] { Manifest.Name, Name }.Distinct(StringComparer.Ordinal))
        foreach (var space in new[] { Manifest.Namespace, Namespace }.Distinct(StringComparer.Ordinal))
            yield return header with
            {
                Id = header.Id with { Name = name, Namespace = space },
            };
    }
}

/// <summary>What a kustomization makes of what it names, as far as its files say.</summary>
/// <param name="Doubt">Why there may be more, as the end of a sentence; null when this is all.</param>
/// <param name="Relabels">Labels or annotations are put on, so that selectors may match what the files do not have.</param>
internal sealed record BuiltObjects(ImmutableArray<BuiltObject> Objects, string? Doubt, bool Relabels)
{
    public static BuiltObjects None { get; } = new([], null, false);

    public static BuiltObjects Unknown(string why) => new([], why, false);

    public BuiltObjects With(BuiltObjects more) => new(Objects.AddRange(more.Objects), Doubt ?? more.Doubt, Relabels || more.Relabels);
}
