using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Contents;

/// <summary>Why a rule cannot tell, as the end of a sentence.</summary>
internal static class UnseenReasons
{
    public static string Reason(this UnseenPart part) => $"{part.What} may bring it ({part.Why})";
}
