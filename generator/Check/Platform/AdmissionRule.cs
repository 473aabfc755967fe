using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Platform;

/// <summary>AMA-006 of clusters as they stay: a Namespace admits the pods that are put into it.</summary>
internal static class AdmissionRule
{
    public static Rule<ClusterContents> Admitted { get; } =
        new("AMA-006", AgentTexts.Admits.Summary, Check)
        {
            Why = AgentTexts.Admits.Why,
            Mend = AgentTexts.Admits.Mend,
            Severities = AgentTexts.Admits.Severities,
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var levels = contents
            .OfKind("Namespace")
            .Select(space => (Space: space, Level: space.Label(PodSecurity.Enforce)))
            .Where(one => one.Level is "baseline" or "restricted")
            .DistinctBy(one => one.Space.Name)
            .ToDictionary(one => one.Space.Name, one => one.Level!, StringComparer.Ordinal);
        if (levels.Count == 0)
            return;
        foreach (var manifest in contents.Objects.Objects)
            if (
                manifest.Pods is { } pods
                && levels.TryGetValue(manifest.Namespace, out var level)
                && PodSecurity.Forbidden(level, pods) is { } forbidden
            )
                findings.Fail(Messages.PodsNotAdmitted(pods.Document.At, manifest.ToString(), forbidden, manifest.Namespace, level));
    }
}
