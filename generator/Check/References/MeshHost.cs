using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.References;

/// <summary>A host as Istio's routes name it.</summary>
/// <param name="Written">As it stands there.</param>
/// <param name="Full">As Istio looks for it: what has no dot is a Service of the route's namespace, anything else is taken as it is
/// (istio, pkg/config/model ResolveShortnameToFQDN).</param>
internal sealed record MeshHost(string Written, string Full)
{
    // Of clusters that do not say another.
    private const string Domain = "cluster.local";

    public static MeshHost Of(string written, Manifest by) =>
        new(written, written.Contains('.', StringComparison.Ordinal) ? written : $"{written}.{by.Namespace}.svc.{Domain}");

    /// <summary>The Service that it is, by namespace and name; null for what is none's.</summary>
    public (string Namespace, string Name)? Service =>
        Full.Split('.') is [{ Length: > 0 } name, var space, "svc", _, ..] && !name.StartsWith('*') ? (space, name) : null;

    /// <summary>The Service that was meant, where Istio finds none by it: <c>web.shop</c> and <c>web.shop.svc</c>.</summary>
    public (string Namespace, string Name)? Meant =>
        Written.Split('.') is [var name, var space, .. var rest] && rest is [] or ["svc"] ? (space, name) : null;

    /// <summary>Of a host, or of a pattern that begins with a star.</summary>
    public bool IsMatchedBy(string pattern) =>
        pattern == Full || (pattern.StartsWith('*') && Full.EndsWith(pattern[1..], StringComparison.Ordinal));
}
