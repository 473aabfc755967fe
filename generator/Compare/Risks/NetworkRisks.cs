using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Risks;

/// <summary>Policies that open to everybody, or shut everybody out.</summary>
public static class NetworkRisks
{
    public static IEnumerable<Risk> Of(ObjectChange change) =>
        change.Any.GroupKind switch
        {
            "networking.k8s.io/NetworkPolicy" => StandingRisks.New(change, Policy).Concat(Gone(change)),
            "security.istio.io/AuthorizationPolicy" => StandingRisks.New(change, Authorization),
            "security.istio.io/PeerAuthentication" => StandingRisks.New(change, Peers),
            _ => [],
        };

    private static IEnumerable<Risk> Gone(ObjectChange change) =>
        change is { Kind: ChangeKind.Removed, Old: { } old } && Closes(old, "Ingress")
            ? [High("what kept all callers out is gone: everybody may call")]
            : [];

    private static IEnumerable<Risk> Policy(Manifest policy)
    {
        var isForAll = (policy.Spec?.Map("podSelector")?.Entries.Count ?? 0) == 0;
        yield return Medium($"only what a policy permits may call {(isForAll ? "the pods of the namespace" : "the pods that it selects")}");
        foreach (var direction in new[] { "Ingress", "Egress" })
        {
            if (Closes(policy, direction))
                yield return isForAll
                    ? High($"{direction}: closes all, for every pod of the namespace, but what another policy permits")
                    : Medium($"{direction}: closes all for the pods that it selects");
            if (Rules(policy, direction).Any(rule => IsForAll(rule, direction == "Ingress" ? "from" : "to")))
                yield return direction == "Ingress" ? High("Ingress: opens to everybody") : Medium("Egress: opens to everywhere");
        }
    }

    private static bool Closes(Manifest policy, string direction) =>
        Rules(policy, direction).Count == 0
        && (policy.Spec?.Texts("policyTypes") is { Count: > 0 } types ? types.Any(type => type.Text == direction) : direction == "Ingress");

    private static List<YamlMap> Rules(Manifest policy, string direction) =>
        [.. (policy.Spec?.List(direction.ToLowerInvariant()) ?? []).OfType<YamlMap>()];

    private static bool IsForAll(YamlMap rule, string peers) =>
        rule.List(peers) is not { Count: > 0 } named
        || named
            .OfType<YamlMap>()
            .Any(peer =>
                peer.Map("ipBlock")?.Text("cidr") is "0.0.0.0/0" or "::/0" || peer.Map("namespaceSelector") is { Entries.Count: 0 }
            );

    private static IEnumerable<Risk> Authorization(Manifest policy)
    {
        var action = policy.Spec?.Text("action") ?? "ALLOW";
        var rules = policy.Spec?.List("rules") ?? [];
        if (action == "ALLOW" && rules.Count == 0)
            yield return High("permits nobody: every call is refused");
        if (action == "ALLOW" && rules.Any(rule => rule is YamlMap { Entries.Count: 0 }))
            yield return High("permits everybody");
        if (action == "DENY" && rules.Any(rule => rule is YamlMap { Entries.Count: 0 }))
            yield return High("refuses every call");
    }

    private static IEnumerable<Risk> Peers(Manifest policy) =>
        policy.Spec?.Map("mtls")?.Text("mode") is { } mode && mode is ("PERMISSIVE" or "DISABLE")
            ? [High($"mtls {mode}: calls without a certificate are taken")]
            : [];

    private static Risk High(string reason) => new(RiskClass.Exposure, RiskLevel.High, reason);

    private static Risk Medium(string reason) => new(RiskClass.Exposure, RiskLevel.Medium, reason);
}
