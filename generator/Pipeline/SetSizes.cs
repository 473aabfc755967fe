using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Ownership;
using GitOpsGen.Plan;

namespace GitOpsGen.Pipeline;

/// <summary>
/// Warns of an ApplicationSet that grows out of what etcd stores (1.5 MiB a request by default): beside the clusters that it lists, Argo CD
/// writes the state of each Application into it, about as long again, and what changes is sent twice.
/// </summary>
public static class SetSizes
{
    /// <summary>Bytes of the manifest.</summary>
    private const int Limit = 500_000;

    // With fewer, each entry of the list would have to be longer than names and addresses are.
    private const int LeastClusters = Limit / 200;

    public static void Check(RenderPlan plan, IReadOnlyList<Desired> desired, DiagnosticBag diagnostics)
    {
        foreach (var deployment in plan.Units.Select(unit => unit.Deployment).Where(one => one.Clusters.Length > LeastClusters).Distinct())
        {
            var path = FleetLayout.Application(deployment.Environment.Name, deployment.App.Name);
            var content = desired.FirstOrDefault(owner => owner.Directory == deployment.Folder.Directory)?.Files.GetValueOrDefault(path);
            if (content?.Read().Length is > Limit and var length)
                diagnostics.Add(Messages.LargeApplicationSet(deployment.At, deployment.Name, length, deployment.Clusters.Length));
        }
    }
}
