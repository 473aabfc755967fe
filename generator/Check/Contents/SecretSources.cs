using System.Collections.Frozen;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Contents;

/// <summary>Who makes the Secrets of a cluster, as far as objects at hand do.</summary>
internal sealed class SecretSources
{
    // Kinds of operators that make a Secret, and the field that names it; without the field it is called as the object (their CRDs).
    private static readonly FrozenDictionary<string, string[]> Makers = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["external-secrets.io/ExternalSecret"] = ["spec", "target", "name"],
        ["bitnami.com/SealedSecret"] = ["spec", "template", "metadata", "name"],
        ["cert-manager.io/Certificate"] = ["spec", "secretName"],
        ["secrets.hashicorp.com/VaultStaticSecret"] = ["spec", "destination", "name"],
        ["secrets.hashicorp.com/VaultDynamicSecret"] = ["spec", "destination", "name"],
        ["onepassword.com/OnePasswordItem"] = [],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly ILookup<(string Namespace, string Name), Manifest> makers;
    private readonly ClusterContents contents;

    public SecretSources(ClusterContents contents)
    {
        this.contents = contents;
        makers = Makers.Keys.Append("Secret").SelectMany(contents.OfKind).ToLookup(manifest => (manifest.Namespace, Name(manifest)));
    }

    /// <summary>The object that makes the Secret, one that holds it in plain text first; null where none at hand does.</summary>
    public Manifest? Find(string space, string name) => makers[(space, name)].OrderByDescending(IsPlain).FirstOrDefault();

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

    /// <summary>What may make it unseen.</summary>
    public UnseenPart? Unseen(string space) =>
        Makers.Keys.Append("Secret").Select(kind => contents.MayHave(kind, space)).FirstOrDefault(part => part is not null);

    private static bool IsFilled(YamlEntry entry) => entry.Value is YamlScalar { IsNull: false, Text.Length: > 0 };

    private static string Name(Manifest manifest) =>
        Makers.TryGetValue(manifest.GroupKind, out var path) && path.Length > 0 && manifest.Document.TextAt(path) is { } name
            ? name
            : manifest.Name;
}
