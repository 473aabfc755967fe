using GitOpsGen.Render;
using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>What makes two manifests the same object for Argo CD: not its version.</summary>
public readonly record struct ObjectKey(string GroupKind, string Namespace, string Name)
{
    public override string ToString() => $"{GroupKind} {(Namespace.Length == 0 ? "" : Namespace + "/")}{Name}";
}

/// <summary>One object as it is rendered, with Argo CD's words on it.</summary>
public sealed class Manifest(YamlMap document)
{
    public const string WaveAnnotation = "argocd.argoproj.io/sync-wave";
    public const string OptionsAnnotation = "argocd.argoproj.io/sync-options";
    public const string HookAnnotation = "argocd.argoproj.io/hook";

    public YamlMap Document { get; } = document;

    public ObjectKey Key { get; } = KeyOf(document);

    public string Kind => Document.Text("kind") ?? "";

    public string Namespace => Key.Namespace;

    public string Name => Key.Name;

    public YamlMap? Spec => Document.Map("spec");

    /// <summary>Argo CD takes what is no number as wave 0.</summary>
    public int Wave => int.TryParse(Annotation(WaveAnnotation), out var wave) ? wave : 0;

    /// <summary>The number that is written; null leaves it to Kubernetes (1) or to an autoscaler.</summary>
    public int? Replicas => Spec?.Integer("replicas");

    /// <summary>The template of the pods, for the kinds that have one.</summary>
    public PodTemplate? Pods { get; } =
        document.Text("kind") is "Deployment" or "DaemonSet" or "StatefulSet" or "Job"
        && document.Map("spec")?.Map("template") is { } template
            ? new PodTemplate(template)
            : null;

    public bool IsWorkload => Kind is "Deployment" or "DaemonSet" or "StatefulSet" && Pods is not null;

    public bool IsClusterScoped =>
        Scopes.IsClusterScoped(Key.GroupKind)
        || (Namespace.Length == 0 && !Scopes.IsKnown(new ObjectId(Group(Key.GroupKind), "", Kind, "", Name)));

    /// <summary>Argo CD leaves the live object where it is, though it is no longer rendered.</summary>
    public bool IsKept => SyncOptions.Contains("Prune=false", StringComparer.Ordinal);

    public IEnumerable<string> SyncOptions =>
        (Annotation(OptionsAnnotation) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public string? Annotation(string key) => Document.Map("metadata")?.Map("annotations")?.Text(key);

    public string? Label(string key) => Document.Map("metadata")?.Map("labels")?.Text(key);

    public override string ToString() => Key.ToString();

    private static readonly KindScopes Scopes = new([]);

    private static string Group(string groupKind) => groupKind.LastIndexOf('/') is var slash and >= 0 ? groupKind[..slash] : "";

    private static ObjectKey KeyOf(YamlMap document)
    {
        var version = document.Text("apiVersion") ?? "";
        var slash = version.IndexOf('/', StringComparison.Ordinal);
        var kind = document.Text("kind") ?? "";
        var metadata = document.Map("metadata");
        return new ObjectKey(
            slash < 0 ? kind : $"{version[..slash]}/{kind}",
            metadata?.Text("namespace") ?? "",
            metadata?.Text("name") ?? ""
        );
    }
}
