using System.Collections.Immutable;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Kustomize;

/// <summary>An object on its way through kustomizations, with all that it was called.</summary>
/// <param name="Names">The first is its own, the last the present one.</param>
/// <param name="Namespaces">In the same way; empty texts where none is said.</param>
internal sealed record BuiltObject(Manifest Manifest, ImmutableArray<string> Names, ImmutableArray<string> Namespaces)
{
    public static BuiltObject Of(Manifest manifest) => new(manifest, [manifest.Name], [manifest.Namespace]);

    public string Name => Names[^1];

    public string Namespace => Namespaces[^1];

    public BuiltObject Called(string name, string space) =>
        this with
        {
            Names = name == Name ? Names : Names.Add(name),
            Namespaces = space == Namespace ? Namespaces : Namespaces.Add(space),
        };

    /// <summary>Kustomize tries a patch's target with the first and with the present name and namespace, each by itself.</summary>
    public IEnumerable<ManifestHeader> Headers()
    {
        var header = ManifestHeader.Of(Manifest.Document);
        foreach (var name in new[] { Names[0], Name }.Distinct(StringComparer.Ordinal))
        foreach (var space in new[] { Namespaces[0], Namespace }.Distinct(StringComparer.Ordinal))
            yield return header with
            {
                Id = header.Id with { Name = name, Namespace = space },
            };
    }

    /// <summary>A patch without a target is for it: of the same version, by a name and a namespace that it has or had.</summary>
    public bool IsFor(Manifest patch)
    {
        var (own, other) = (ManifestHeader.Of(Manifest.Document), ManifestHeader.Of(patch.Document));
        return own.ApiVersion == other.ApiVersion
            && own.Id.Kind == other.Id.Kind
            && Names.Contains(patch.Name)
            && (Manifest.IsClusterScoped || Namespaces.Any(space => Effective(space) == Effective(patch.Namespace)));
    }

    private static string Effective(string space) => space.Length == 0 ? "default" : space;
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
