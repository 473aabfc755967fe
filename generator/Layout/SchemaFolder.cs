namespace GitOpsGen.Layout;

/// <summary>Where a repository keeps the schemas of the kinds that it uses: below <c>schemas/</c>, a folder for each API group.</summary>
public static class SchemaFolder
{
    public const string Directory = "schemas";

    /// <summary>What Kubernetes' own kinds are made of.</summary>
    public const string Definitions = $"{Directory}/{Core}/definitions.json";

    private const string Core = "core";

    private const string Json = ".json";

    /// <param name="group">Empty for the core group.</param>
    public static string Group(string group) => $"{Directory}/{(group.Length == 0 ? Core : group)}";

    /// <summary>File systems that know no case must tell names apart as well, so the kind is in lower case.</summary>
    public static string File(string group, string kind, string version) => $"{Group(group)}/{Name(kind)}{version}{Json}";

    /// <summary>Whether a file of a group's folder is of a kind.</summary>
    /// <param name="name">Without the folder.</param>
    public static bool IsOf(string name, string kind) =>
        name.StartsWith(Name(kind), StringComparison.Ordinal) && name.EndsWith(Json, StringComparison.Ordinal);

    /// <summary>Whether the path is one that an import may write.</summary>
    public static bool Holds(string path) =>
        path.Split('/') is [Directory, { Length: > 0 }, var name] && name.EndsWith(Json, StringComparison.Ordinal);

    private static string Name(string kind) => $"{kind.ToLowerInvariant()}_";
}
