using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare.Risks;

/// <summary>Who can reach what from outside.</summary>
public static class ExposureRisks
{
    private static readonly string[] Doors =
    [
        "networking.k8s.io/Ingress",
        "gateway.networking.k8s.io/Gateway",
        "gateway.networking.k8s.io/HTTPRoute",
        "gateway.networking.k8s.io/GRPCRoute",
        "gateway.networking.k8s.io/TLSRoute",
        "gateway.networking.k8s.io/TCPRoute",
        "networking.istio.io/Gateway",
        "networking.istio.io/VirtualService",
        "route.openshift.io/Route",
        "traefik.io/IngressRoute",
        "projectcontour.io/HTTPProxy",
    ];

    private static readonly string[] Walls =
    [
        "networking.k8s.io/NetworkPolicy",
        "cilium.io/CiliumNetworkPolicy",
        "cilium.io/CiliumClusterwideNetworkPolicy",
        "security.istio.io/AuthorizationPolicy",
        "security.istio.io/PeerAuthentication",
    ];

    public static IEnumerable<Risk> Of(ObjectChange change)
    {
        if (change.Any.IsKind(Walls))
            return change.Kind == ChangeKind.Removed ? [Medium("nothing keeps callers out any more where it did")]
                : change.Deltas.Any(delta => delta.Path.IsIn("spec")) ? [Medium("who may call whom changes")]
                : [];
        if (change.New is not { } @new)
            return [];
        if (@new.IsKind(Doors))
            return Door(change);
        return @new.IsKind("Service") ? Service(change, @new) : StandingRisks.New(change, Pods);
    }

    private static IEnumerable<Risk> Door(ObjectChange change)
    {
        if (change.Kind == ChangeKind.Added)
            yield return High("is a new way in from outside");
        foreach (
            var delta in change.Deltas.Where(delta =>
                delta.Path.IsIn("spec")
                || (delta.Path.IsIn("metadata.annotations") && !delta.Path.Text.Contains("argocd.argoproj.io/", StringComparison.Ordinal))
            )
        )
            yield return Medium($"{delta.Path.Text} changes who reaches what from outside");
    }

    private static IEnumerable<Risk> Service(ObjectChange change, Manifest service)
    {
        var type = Type(service);
        if (type != Type(change.Old))
        {
            if (type is "LoadBalancer" or "NodePort")
                yield return High($"the Service becomes a {type}: it can be reached from outside of the cluster");
            else if (change.Old is not null)
                yield return Medium($"the Service's type goes from {Type(change.Old)} to {type}");
        }

        if (change.Old is not null && change.Deltas.Any(delta => delta.Path.IsIn("spec.selector")))
            yield return Medium("other pods answer its callers");
        foreach (
            var delta in change.Deltas.Where(delta =>
                delta.Path.IsInAny(
                    "spec.externalIPs",
                    "spec.loadBalancerSourceRanges",
                    "spec.loadBalancerIP",
                    "spec.loadBalancerClass",
                    "spec.externalName",
                    "spec.externalTrafficPolicy"
                ) || delta.Path.Pattern.Contains("load-balancer", StringComparison.Ordinal)
            )
        )
            yield return Medium($"{delta.Path.Text} changes who reaches it from outside");
    }

    private static IEnumerable<Risk> Pods(Manifest manifest) =>
        FieldWalk
            .Of(manifest)
            .Where(field => field is { Key: "hostNetwork", IsTrue: true })
            .Select(field => High($"{field.Path.Text}: the pods are in the nodes' network"));

    private static string Type(Manifest? service) =>
        service is null ? "nothing" : service.Document.Map("spec")?.Text("type") ?? "ClusterIP";

    private static Risk High(string reason) => new(RiskClass.Exposure, RiskLevel.High, reason);

    private static Risk Medium(string reason) => new(RiskClass.Exposure, RiskLevel.Medium, reason);
}
