using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Contents;

/// <summary>Who makes the Secrets of a cluster, as far as objects at hand do.</summary>
internal sealed class SecretSources
{
    private readonly ILookup<(string? Namespace, string Name), Manifest> makers;
    private readonly ClusterContents contents;

    public SecretSources(ClusterContents contents)
    {
        this.contents = contents;
        makers = contents
            .OfKind("Secret")
            .Select(manifest => (Key: ((string?)manifest.Namespace, manifest.Name), Manifest: manifest))
            .Concat(contents.Objects.Objects.SelectMany(Made))
            .ToLookup(one => one.Key, one => one.Manifest);
    }

    /// <summary>The object that makes the Secret, one that holds it in plain text first; null where none at hand does.</summary>
    public Manifest? Find(string space, string name) =>
        makers[(space, name)].Concat(makers[(null, name)]).OrderByDescending(IsPlain).FirstOrDefault();

    /// <summary>A Secret whose values stand in the manifest.</summary>
    public static bool IsPlain(Manifest manifest) =>
        manifest.GroupKind == "Secret"
        && new[] { "data", "stringData" }.Any(key => manifest.Document.Map(key)?.Entries.Any(IsFilled) == true);

    /// <summary>A Secret of that name in another namespace, or of a similar name in this one.</summary>
    public string? Near(string space, string name) =>
        makers.Select(group => group.Key).FirstOrDefault(key => key.Name == name) is { Name: not null } elsewhere
            ? $"{elsewhere.Namespace}/{name}"
        : Nearest.To(name, makers.Select(group => group.Key).Where(key => key.Namespace == space).Select(key => key.Name)) is { } near
            ? $"{space}/{near}"
        : null;

    /// <summary>What may make it unseen; who only defines a kind that makes Secrets makes none.</summary>
    public UnseenPart? Unseen(string space) =>
        contents.Unseen.FirstOrDefault(part =>
            part.MayBring("Secret", space) || MadeSecrets.Kinds.Any(kind => part.Kinds.Contains(kind) && part.MayBring(kind, space))
        );

    private static bool IsFilled(YamlEntry entry) => entry.Value is YamlScalar { IsNull: false, Text.Length: > 0 };

    private static IEnumerable<((string? Namespace, string Name) Key, Manifest Manifest)> Made(Manifest manifest) =>
        MadeSecrets.Of(manifest).Where(made => !made.OnlyAdds).Select(made => ((made.Namespace, made.Name), manifest));
}
