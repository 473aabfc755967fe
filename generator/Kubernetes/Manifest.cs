using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>One object as it is rendered or declared, parsed, with the words that Argo CD reads on it.</summary>
/// <param name="id">Of the document; given where it stands for an object that is none of a cluster.</param>
/// <param name="document">The whole object.</param>
public sealed class Manifest(ObjectId id, YamlMap document)
{
    public const string WaveAnnotation = "argocd.argoproj.io/sync-wave";
    public const string OptionsAnnotation = "argocd.argoproj.io/sync-options";
    public const string HookAnnotation = "argocd.argoproj.io/hook";

    public Manifest(YamlMap document)
        : this(ManifestHeader.Of(document).Id, document) { }

    public ObjectId Id { get; } = id;

    /// <summary><c>apps/Deployment</c>, or <c>Service</c> in the core group.</summary>
    public string GroupKind { get; } = id.GroupKind;

    public YamlMap Document { get; } = document;

    public string Kind => Id.Kind;

    public string Namespace => Id.Namespace;

    public string Name => Id.Name;

    public YamlMap? Metadata => Document.Map("metadata");

    public YamlMap? Spec => Document.Map("spec");

    /// <summary>Argo CD takes what is no number as wave 0.</summary>
    public int Wave => int.TryParse(Annotation(WaveAnnotation), out var wave) ? wave : 0;

    /// <summary>The number that is written; null leaves it to Kubernetes (1) or to an autoscaler.</summary>
    public int? Replicas => Spec?.Integer("replicas");

    /// <summary>The pods that the object makes, or the pod that it is; null for what makes none.</summary>
    public PodTemplate? Pods { get; } = PodTemplate.Of(document);

    /// <summary>Its pods run until it is deleted or told otherwise.</summary>
    public bool IsWorkload => Kind is "Deployment" or "DaemonSet" or "StatefulSet" && Pods is not null;

    /// <summary>As far as is known without the fleet's definitions; what names no namespace and is not known is taken for it.</summary>
    public bool IsClusterScoped => KindScopes.BuiltIn.IsClusterScoped(Id) != false;

    /// <summary>Argo CD leaves the live object where it is, though it is no longer rendered.</summary>
    public bool IsKept => SyncOptions.Contains("Prune=false", StringComparer.Ordinal);

    public IEnumerable<string> SyncOptions =>
        (Annotation(OptionsAnnotation) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public bool IsKind(params ReadOnlySpan<string> groupKinds) => groupKinds.Contains(GroupKind);

    public string? Annotation(string key) => Metadata?.Map("annotations")?.Text(key);

    public string? Label(string key) => Metadata?.Map("labels")?.Text(key);

    public override string ToString() => Id.ToString();
}
