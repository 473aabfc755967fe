using System.Collections.Immutable;
using GitOpsGen.Kubernetes;
using GitOpsGen.Relocate;

namespace GitOpsGen.Tests.Relocate.Languages;

/// <summary>The move that all tests of the languages are about, and how a case marks its mention: <c>«kube-system»</c>.</summary>
internal static class Known
{
    public static readonly RelocationRequest Request = new("/", "kube-system", "azure-managed-prometheus", ["ama-metrics*"]);

    public static readonly Inventory Inventory = new(
        Request,
        ImmutableHashSet.Create(StringComparer.Ordinal, "aad-msi-auth-token"),
        [
            new DeclaredObject(new ObjectId("apps", "Deployment", "kube-system", "ama-metrics"), "a.yaml", 1),
            new DeclaredObject(new ObjectId("apps", "DaemonSet", "kube-system", "billing-agent"), "b.yaml", 1),
        ]
    );

    /// <summary>Takes the marks out; the offset is that of the marked mention.</summary>
    public static (string Text, int Offset) Mention(string marked)
    {
        var offset = marked.IndexOf('«', StringComparison.Ordinal);
        return offset < 0
            ? (marked, marked.IndexOf("kube-system", StringComparison.Ordinal))
            : (marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal), offset);
    }

    /// <summary>The verdict in lower case, or <c>none</c>.</summary>
    public static string Says(this Judgement? judgement) => judgement?.Verdict.ToString().ToLowerInvariant() ?? "none";
}
