using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>The part of AMB-001 about policies: what is about HTTP needs a waypoint.</summary>
internal static class WaypointPolicies
{
    // Fields that only HTTP has (AuthorizationPolicy, "Operation" and "Source").
    private static readonly string[] Operations = ["hosts", "notHosts", "methods", "notMethods", "paths", "notPaths"];
    private static readonly string[] Sources = ["requestPrincipals", "notRequestPrincipals", "remoteIpBlocks", "notRemoteIpBlocks"];

    public static void Check(ClusterContents contents, HashSet<string> spaces, Findings findings)
    {
        foreach (var policy in contents.OfKind("security.istio.io/AuthorizationPolicy").Where(policy => spaces.Contains(policy.Namespace)))
        {
            var targets = policy.Spec.MapsAt("targetRefs").Append(policy.Spec.MapAt("targetRef")).OfType<YamlMap>().ToList();
            if (targets.Count == 0 && HttpField(policy) is { } field)
                findings.Fail(Messages.WaypointNeeded(policy.Spec!.Place("rules"), policy.ToString(), field));
            else if (targets.Count > 0 && !HasWaypoint(contents, policy, targets))
                Missing(contents, policy, targets[0], findings);
        }
    }

    private static void Missing(ClusterContents contents, Manifest policy, YamlMap target, Findings findings)
    {
        if (contents.MayHave("gateway.networking.k8s.io/Gateway", policy.Namespace) is { } unseen)
            findings.CannotTell(Messages.WaypointNotSeen(target.At, policy.ToString(), unseen.Reason()));
        else
            findings.Fail(Messages.WaypointMissing(target.At, policy.ToString(), target.Text("name") ?? ""));
    }

    private static string? HttpField(Manifest policy) =>
        policy
            .Spec.MapsAt("rules")
            .SelectMany(rule =>
                rule.MapsAt("to")
                    .SelectMany(to => Operations.Where(key => to.Map("operation")?.Says(key) == true))
                    .Concat(rule.MapsAt("from").SelectMany(from => Sources.Where(key => from.Map("source")?.Says(key) == true)))
                    .Concat(rule.MapsAt("when").Select(when => when.Text("key")).OfType<string>().Where(IsHttp))
            )
            .FirstOrDefault();

    private static bool IsHttp(string key) => key.StartsWith("request.", StringComparison.Ordinal);

    // A Gateway is a waypoint itself; a Service uses the one that it, or its Namespace, names.
    private static bool HasWaypoint(ClusterContents contents, Manifest policy, List<YamlMap> targets) =>
        targets.All(target =>
            target.Text("kind") is not "Service"
            || new[]
            {
                contents.Objects.Find(new ObjectId("", "Service", policy.Namespace, target.Text("name") ?? "")),
                contents.Objects.Find(new ObjectId("", "Namespace", "", policy.Namespace)),
            }.Any(one => one?.Label("istio.io/use-waypoint") is { Length: > 0 } and not "none")
        );
}
