namespace GitOpsGen.Kubernetes;

/// <summary>
/// What makes two manifests the same object: group, kind, namespace and name (Kubernetes API conventions, "Types (Kinds)" and "Metadata").
/// The version is no part of it, because one object is served in all versions of its group; where the version matters, there is a
/// <see cref="ManifestHeader"/>.
/// </summary>
/// <param name="Group">Such as <c>apps</c>; empty for the core group.</param>
/// <param name="Kind">Such as <c>Deployment</c>.</param>
/// <param name="Namespace">Empty where the manifest says none.</param>
public readonly record struct ObjectId(string Group, string Kind, string Namespace, string Name)
{
    /// <summary><c>apps/Deployment</c>, or <c>Service</c> in the core group.</summary>
    public string GroupKind => Group.Length == 0 ? Kind : $"{Group}/{Kind}";

    /// <summary><c>apps/Deployment agents/collector</c>, or <c>Namespace agents</c> for what has no namespace.</summary>
    public override string ToString() => $"{GroupKind} {(Namespace.Length == 0 ? "" : Namespace + "/")}{Name}";
}
