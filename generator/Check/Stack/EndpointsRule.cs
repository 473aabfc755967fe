using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Stack;

/// <summary>PROM-010: no endpoints are written by hand, because Argo CD leaves them out.</summary>
internal static class EndpointsRule
{
    private static readonly string[] Components = ["kubeControllerManager", "kubeEtcd", "kubeScheduler", "kubeProxy"];

    public static Rule<ClusterContents> None { get; } =
        new(
            "PROM-010",
            "No Endpoints or EndpointSlice is in Git, and the chart's `kubeEtcd.endpoints` and its like are empty, unless "
                + "`resource.exclusions` of Argo CD lets them through.",
            Check
        )
        {
            Why = "Argo CD's default `resource.exclusions` leave them out since 3.0, so they are never applied, and the sync is green.",
            Mend = "Scrape by a ScrapeConfig with static targets, or write `resource.exclusions` without them.",
            Severities = [Severity.Warning],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        foreach (var kind in new[] { "Endpoints", "discovery.k8s.io/EndpointSlice" })
        foreach (var manifest in contents.OfKind(kind).Where(_ => !IsLetThrough(contents, kind)))
            findings.Fail(Messages.EndpointsExcluded(manifest.Document.At, manifest.ToString()));
        foreach (var stack in KubePrometheusStack.Unseen(contents).Where(_ => !IsLetThrough(contents, "Endpoints")))
        foreach (var component in Components)
            if (stack.Values.Flag(true, component, "enabled") && stack.Values.Flag(false, component, "endpoints"))
                findings.Fail(Messages.EndpointsExcluded(stack.Values.Place(component, "endpoints"), $"the chart's {component}.endpoints"));
    }

    // What is configured replaces the default as a whole.
    private static bool IsLetThrough(ClusterContents contents, string groupKind) =>
        contents.OfKind("ConfigMap").FirstOrDefault(map => map.Name == "argocd-cm")?.Document.TextAt("data", "resource.exclusions")
            is { } exclusions
        && !exclusions.Contains(groupKind.Split('/')[^1], StringComparison.Ordinal);
}
