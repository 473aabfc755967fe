using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>AMB-001: ambient mesh, and what it does not go with.</summary>
internal static class AmbientRules
{
    // Istio 1.30 and 1.31 both support these releases of Kubernetes, and no others.
    private const int OldestKubernetes = 32;
    private const int NewestKubernetes = 36;

    public static Rule<ClusterContents> Fits { get; } =
        new(
            "AMB-001",
            "With `istio.io/dataplane-mode: ambient` there are no injection labels and no merging of metrics; a Prometheus that is not "
                + "in the mesh meets no STRICT port, and one that is in it is allowed where policies allow some; an AuthorizationPolicy "
                + "about HTTP is bound to a waypoint by `targetRefs`; Kubernetes is 1.32 to 1.36.",
            Check
        )
        {
            Why =
                "Pods get a sidecar besides, scrapes are refused, and ztunnel, which knows no HTTP, denies everything that a policy "
                + "about HTTP "
                + "selects.",
            Mend =
                "Leave one label; enrol Prometheus, or make its port PERMISSIVE; allow its principal at the ports that it scrapes; "
                + "bind the policy about HTTP to a Service or Gateway with a waypoint.",
            Severities = [Severity.Error, Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var spaces = contents.OfKind("Namespace").Where(space => space.Label(Mesh.Dataplane) == "ambient").ToList();
        foreach (var space in spaces)
            Labels(space, findings);
        var mesh = new Mesh(contents);
        var pods = contents.Objects.Objects.Where(one => one.Pods is not null && mesh.IsAmbient(one) == true).ToList();
        if (spaces.Count == 0 && pods.Count == 0)
            return;
        Version(contents, (spaces.FirstOrDefault() ?? pods[0]).Document.At, findings);
        foreach (var workload in pods)
            Workload(workload, findings);
        AmbientScrapes.Check(contents, mesh, findings);
        var names = spaces.Select(space => space.Name).ToHashSet(StringComparer.Ordinal);
        WaypointPolicies.Check(contents, names, findings);
        foreach (var policy in contents.OfKind("security.istio.io/PeerAuthentication").Where(policy => names.Contains(policy.Namespace)))
            Peer(policy, findings);
    }

    private static void Labels(Manifest space, Findings findings)
    {
        var at = space.Metadata!.Place("labels", Mesh.Dataplane);
        if (space.Label(Mesh.Revision) is { } revision && revision.StartsWith("asm-", StringComparison.Ordinal))
            findings.Fail(Messages.AmbientAddOn(at, space.ToString(), $"{Mesh.Revision}: {revision}"));
        else if (space.Label(Mesh.Revision) is { Length: > 0 } other)
            findings.Fail(Messages.AmbientInjected(at, space.ToString(), $"{Mesh.Revision}: {other}"));
        if (space.Label(Mesh.Injection) is { } injection and not "disabled")
            findings.Fail(Messages.AmbientInjected(at, space.ToString(), $"{Mesh.Injection}: {injection}"));
    }

    private static void Workload(Manifest workload, Findings findings)
    {
        var pods = workload.Pods!;
        var labels = pods.Document.MapAt("metadata", "labels");
        if ((labels?.Text(Mesh.Inject) ?? pods.Annotation(Mesh.Inject)) == "true")
            findings.Fail(
                Messages.AmbientInjected(
                    pods.Document.Place("metadata", "labels", Mesh.Inject),
                    workload.ToString(),
                    $"{Mesh.Inject}: true"
                )
            );
        if (pods.Annotation(Mesh.Merge) == "true")
            findings.Fail(
                Messages.AmbientMerges(pods.Document.Place("metadata", "annotations", Mesh.Merge), workload.ToString(), Mesh.Merge)
            );
    }

    private static void Version(ClusterContents contents, Position at, Findings findings)
    {
        if (KubernetesRelease.Minor(contents.KubernetesVersion) is not { } minor)
            findings.CannotTell(Messages.AmbientVersionUnknown(at, OldestKubernetes, NewestKubernetes));
        else if (minor is < OldestKubernetes or > NewestKubernetes)
            findings.Fail(Messages.AmbientVersion(at, contents.KubernetesVersion!, OldestKubernetes, NewestKubernetes));
    }

    private static void Peer(Manifest policy, Findings findings)
    {
        if (policy.Spec.TextAt("mtls", "mode") == "DISABLE")
            findings.Fail(Messages.AmbientPeer(policy.Spec!.Place("mtls", "mode"), policy.ToString(), "the mode DISABLE"));
        if (policy.Spec?.Says("portLevelMtls") == true && !Mesh.HasSelector(policy))
            findings.Fail(Messages.AmbientPeer(policy.Spec.Place("portLevelMtls"), policy.ToString(), "portLevelMtls without a selector"));
    }
}
