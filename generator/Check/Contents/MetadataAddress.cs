using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Contents;

/// <summary>The address at which clouds give tokens to pods, which a sidecar must not catch.</summary>
internal static class MetadataAddress
{
    public const string Range = "169.254.169.254/32";
    public const string Exclude = "traffic.sidecar.istio.io/excludeOutboundIPRanges";

    public static bool IsOutside(PodTemplate pods) =>
        (pods.Annotation(Exclude) ?? "").Split(',', StringSplitOptions.TrimEntries).Contains(Range, StringComparer.Ordinal);
}
