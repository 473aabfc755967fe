using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>
/// The four fields at the head of a manifest: <c>apiVersion</c>, <c>kind</c>, <c>metadata.namespace</c> and <c>metadata.name</c>. Kustomize
/// selects what a patch is for by all of them, so the version counts here.
/// </summary>
/// <param name="Version">Such as <c>v1</c>, without the group.</param>
public readonly record struct ManifestHeader(ObjectId Id, string Version)
{
    /// <summary><c>apps/v1</c>, or <c>v1</c> in the core group.</summary>
    public string ApiVersion => Id.Group.Length == 0 ? Version : $"{Id.Group}/{Version}";

    /// <param name="apiVersion">Group and version as a manifest has them: <c>apps/v1</c>, <c>v1</c>.</param>
    public static ManifestHeader Of(string apiVersion, string kind, string space, string name)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? "" : apiVersion[..slash];
        return new ManifestHeader(new ObjectId(group, kind, space, name), apiVersion[(slash + 1)..]);
    }

    /// <summary>A manifest that says no more than this.</summary>
    public YamlMap ToDocument() =>
        Y.Map(
            ("apiVersion", Y.Text(ApiVersion)),
            ("kind", Y.Text(Id.Kind)),
            ("metadata", Y.Map(("name", Y.Text(Id.Name)), ("namespace", Y.TextOrNothing(Id.Namespace.Length == 0 ? null : Id.Namespace))))
        );

    /// <summary>What a document does not say is empty.</summary>
    public static ManifestHeader Of(YamlMap document)
    {
        var metadata = document.Map("metadata");
        return Of(
            document.Text("apiVersion") ?? "",
            document.Text("kind") ?? "",
            metadata?.Text("namespace") ?? "",
            metadata?.Text("name") ?? ""
        );
    }
}
