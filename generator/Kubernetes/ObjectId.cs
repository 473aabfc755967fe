using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Plan;
using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>An object as Argo CD and Kustomize identify it.</summary>
/// <param name="Group">Empty for the core group.</param>
/// <param name="Namespace">Empty where the manifest says none.</param>
public readonly record struct ObjectId(string Group, string Version, string Kind, string Namespace, string Name)
{
    /// <summary><c>apps/Deployment</c>, or <c>Service</c> in the core group.</summary>
    public string GroupKind => Group.Length == 0 ? Kind : $"{Group}/{Kind}";

    public override string ToString() => $"{GroupKind} {(Namespace.Length == 0 ? "" : Namespace + "/")}{Name}";
}
