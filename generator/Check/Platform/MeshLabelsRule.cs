using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>AMA-009 of clusters as they stay: one way into the mesh, and the agent's metadata address outside of it.</summary>
internal static class MeshLabelsRule
{
    public static Rule<ClusterContents> OneWay { get; } =
        new("AMA-009", AgentTexts.OneMesh.Summary, Check)
        {
            Why = AgentTexts.OneMesh.Why,
            Mend = AgentTexts.OneMesh.Mend,
            Severities = AgentTexts.OneMesh.Severities,
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        foreach (var space in contents.OfKind("Namespace"))
            if (Mesh.WaysIn(space).ToList() is { Count: > 1 } modes)
                findings.Fail(Messages.MeshTwice(space.Document.Place("metadata", "labels"), space.ToString(), modes));
        var mesh = new Mesh(contents);
        foreach (var workload in contents.Objects.Objects.Where(AgentToken.Reads))
            if (workload.Pods is { IsWindows: false } pods && mesh.HasSidecar(workload) == true && !MetadataAddress.IsOutside(pods))
                findings.Fail(
                    Messages.AddressCaught(
                        pods.Document.Place("metadata", "annotations"),
                        workload.ToString(),
                        MetadataAddress.Exclude,
                        MetadataAddress.Range
                    )
                );
    }
}
