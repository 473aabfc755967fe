using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>A place in an object that names another object.</summary>
/// <param name="From">The object that names it.</param>
/// <param name="Field">Where in it, as people write it: <c>spec.volumes[config].configMap.name</c>.</param>
/// <param name="At">Of the name.</param>
/// <param name="GroupKind">Of what is named, as <see cref="ObjectId.GroupKind"/>.</param>
/// <param name="Namespace">Where it must be; empty for what belongs to none, and where nobody says the namespace of what names it.</param>
internal sealed record Reference(Manifest From, string Field, Position At, string GroupKind, string Namespace, string Name)
{
    /// <summary>What names it may work without it.</summary>
    public bool IsWeak { get; init; }

    /// <summary>The name under a key of a map; null where none is written.</summary>
    public static Reference? In(YamlMap? map, string key, Manifest from, string path, string groupKind, string space) =>
        map?.Scalar(key) is { Text.Length: > 0 } name ? new Reference(from, $"{path}.{key}", name.At, groupKind, space, name.Text) : null;
}

/// <summary>How messages call objects.</summary>
internal static class ObjectNames
{
    public static string Kind(string groupKind) => groupKind[(groupKind.LastIndexOf('/') + 1)..];

    public static string Of(string groupKind, string space, string name) =>
        $"{Kind(groupKind)} {(space.Length == 0 ? "" : space + "/")}{name}";

    public static string Of(Manifest manifest) => Of(manifest.Kind, manifest.Namespace, manifest.Name);
}

/// <summary>An object that is there, or will be made by one that is.</summary>
/// <param name="Namespace">Null for every namespace.</param>
/// <param name="Origin">The object itself, or what makes it.</param>
internal sealed record Target(string GroupKind, string? Namespace, string Name, Manifest Origin)
{
    /// <summary>Of a ConfigMap or Secret; null when nobody can tell all of them.</summary>
    public IReadOnlySet<string>? Keys { get; init; }

    /// <summary>It adds keys to an object that must be there without it.</summary>
    public bool OnlyAdds { get; init; }
}

/// <summary>Whether a named object is there.</summary>
/// <param name="IsThere">Null when nobody can tell.</param>
/// <param name="Text">Why nobody can tell, as the end of a sentence; or where the nearest one is, as a sentence of its own.</param>
internal sealed record Sighting(bool? IsThere, string Text)
{
    public static Sighting Found { get; } = new(true, "");
}
