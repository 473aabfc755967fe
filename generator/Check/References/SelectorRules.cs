using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>REF-009 and REF-010: what chooses pods by labels chooses some.</summary>
internal static class SelectorRules
{
    public static Rule<ClusterContents> Policies { get; } =
        new("REF-009", "The pods that a NetworkPolicy or CiliumNetworkPolicy is for are there.", Policy)
        {
            Why = "A policy without pods protects nothing, and nobody sees that it does not.",
            Mend =
                "Correct `spec.podSelector` (of Cilium's `endpointSelector`) or the namespace; an empty selector is for all pods of the "
                + "namespace.",
            Severities = [Severity.Warning, Severity.Note],
        };

    public static Rule<ClusterContents> Services { get; } =
        new("REF-010", "A Service selects pods, and they declare each port that its `targetPort` names.", Service)
        {
            Why = "A Service without endpoints refuses every connection; so does a port whose name no container has.",
            Mend =
                "Correct `spec.selector`, the namespace or the name of the port. A Service whose endpoints somebody else writes has no "
                + "selector.",
            Severities = [Severity.Error, Severity.Note],
        };

    // A sidecar that is put in later declares it (Istio's documentation, "Sidecar Injection").
    private const string SidecarPort = "http-envoy-prom";

    private static void Policy(ClusterContents contents, Findings findings)
    {
        var pods = new PodIndex(new ClusterIndex(contents));
        foreach (var policy in contents.Objects.Objects)
        foreach (var (map, field) in PolicySelectors.Of(policy))
        {
            if (PodSelector.Of(map) is not { IsEmpty: false } selector)
                continue;
            var selection = pods.Select(policy.Namespace, selector);
            if (selection.Doubt is { } why)
                findings.CannotTell(Messages.PolicyUnknown(map.At, ObjectNames.Of(policy), field, selector.ToString(), why));
            else if (selection.Pods.Count == 0)
                findings.Fail(Messages.PolicySelectsNothing(map.At, ObjectNames.Of(policy), field, selector.ToString(), selection.Near));
        }
    }

    private static void Service(ClusterContents contents, Findings findings)
    {
        var pods = new PodIndex(new ClusterIndex(contents));
        foreach (var service in contents.Objects.Objects.Where(one => one.IsKind("Service")))
        {
            if (service.Spec?.Text("type") == "ExternalName" || service.Spec?.Map("selector") is not { Entries.Count: > 0 } map)
                continue;
            var selector = PodSelector.OfPairs(map);
            var selection = pods.Select(service.Namespace, selector);
            if (selection.Doubt is { } why)
                findings.CannotTell(Messages.ServiceUnknown(map.At, ObjectNames.Of(service), selector.ToString(), why));
            else if (selection.Pods.Count == 0)
                findings.Fail(Messages.ServiceSelectsNothing(map.At, ObjectNames.Of(service), selector.ToString(), selection.Near));
            else
                Ports(service, selection.Pods, findings);
        }
    }

    private static void Ports(Manifest service, IReadOnlyList<PodGroup> pods, Findings findings)
    {
        var declared = pods.SelectMany(one => one.Ports).Append(SidecarPort).ToHashSet(StringComparer.Ordinal);
        foreach (var (port, path) in PodSpec.Items(service.Spec, "ports", "spec"))
            if (port.Scalar("targetPort") is { } target && PortName.Is(target) && !declared.Contains(target.Text))
                findings.Fail(
                    Messages.TargetPortMissing(
                        target.At,
                        ObjectNames.Of(service),
                        $"{path}.targetPort",
                        target.Text,
                        ObjectNames.Of(pods[0].Owner),
                        declared.Where(name => name != SidecarPort)
                    )
                );
    }
}

/// <summary>Ports are given by number or by name.</summary>
internal static class PortName
{
    public static bool Is(YamlScalar port) => !int.TryParse(port.Text, out _);
}
