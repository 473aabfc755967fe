using GitOpsGen.Kubernetes;

namespace GitOpsGen.Wiring.Discovery;

/// <summary>The namespaces of objects.</summary>
public static class Spaces
{
    /// <summary>What an object without a namespace is applied to unless somebody says more.</summary>
    public const string Default = "default";

    /// <summary>Whose pods and Services a cluster brings itself, for the most part.</summary>
    public const string System = "kube-system";

    public static string Of(Manifest manifest) => manifest.Namespace.Length == 0 ? Default : manifest.Namespace;

    public static string FullName(Manifest manifest) => $"{Of(manifest)}/{manifest.Name}";
}
