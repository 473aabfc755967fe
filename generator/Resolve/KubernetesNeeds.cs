using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;

namespace GitOpsGen.Resolve;

/// <summary>
/// Refuses apps where the clusters' Kubernetes cannot run them. Told once for each place that says a version, however many environments
/// have it from there.
/// </summary>
public sealed class KubernetesNeeds(DiagnosticBag diagnostics)
{
    /// <summary>What an app needs and does not have where it is deployed.</summary>
    public static ImmutableArray<KubernetesNeed> Unmet(Deployment deployment) =>
        deployment.Removal != Removal.None || deployment.Environment.KubernetesVersion is not { Length: > 0 } version
            ? []
            :
            [
                .. deployment.App.Kubernetes.Where(need =>
                    deployment.Environment.Holds(need.When)
                    && !need.IsExcused(deployment.Environment.Features)
                    && VersionRange.Parse(need.Versions.Text)?.Contains(version) == false
                ),
            ];

    public void Check(IEnumerable<Deployment> deployments)
    {
        foreach (
            var refused in deployments
                .SelectMany(deployment => Unmet(deployment).Select(need => (Deployment: deployment, Need: need)))
                .GroupBy(one => (one.Deployment.App.Name, one.Need.Versions.Text, Said: one.Deployment.Environment.SaidVersion!))
        )
        {
            var (deployment, need) = refused.First();
            diagnostics.Add(
                Messages.KubernetesOutside(
                    refused.Key.Said.At,
                    deployment.App.Name,
                    deployment.Environment.KubernetesVersion,
                    refused.Select(one => one.Deployment.Environment.Name).Distinct(StringComparer.Ordinal),
                    need.Versions.Text,
                    need.Why,
                    need.Instead
                )
            );
        }
    }
}
