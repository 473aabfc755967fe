using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Resolve;

/// <summary>
/// Refuses apps where the clusters' Kubernetes cannot run them. Told once for each place that says a version, however many environments
/// has it from there.
/// </summary>
internal sealed class KubernetesNeeds(DiagnosticBag diagnostics)
{
    public void Check(IEnumerable<Deployment> deployments)
    {
        foreach (
            var group in deployments
                .Where(deployment => deployment.Removal == Removal.None)
                .SelectMany(Unmet)
                .GroupBy(unmet => (unmet.App, unmet.Need.Versions.Text, unmet.Version, At: unmet.SaidAt))
        )
            diagnostics.Add(
                Messages.KubernetesOutside(
                    group.Key.At,
                    group.Key.App,
                    group.Key.Version,
                    group.Select(unmet => unmet.Environment).Distinct(StringComparer.Ordinal),
                    group.Key.Text,
                    group.First().Need.Why,
                    group.First().Need.Instead
                )
            );
    }

    private static IEnumerable<UnmetNeed> Unmet(Deployment deployment) =>
        from need in deployment.App.Kubernetes
        let environment = deployment.Environment
        where environment.KubernetesVersion.Length > 0 && environment.Holds(need.When)
        where VersionRange.Parse(need.Versions.Text)?.Contains(environment.KubernetesVersion) == false
        select new UnmetNeed(
            deployment.App.Name,
            environment.Name,
            environment.KubernetesVersion,
            // What a run was told in place of the files has no line of its own.
            environment.SaidVersion
                is { } said
            && said.Text == environment.KubernetesVersion
                ? said.At
                : deployment.At,
            need
        );

    private sealed record UnmetNeed(string App, string Environment, string Version, Position SaidAt, KubernetesNeed Need);
}
