namespace GitOpsGen.Diagnostics;

/// <summary>The findings of the rules of the platforms (Check/Platform).</summary>
public static partial class Messages
{
    public static Diagnostic SubchartUnlabelled(Position at, string path, string labels) =>
        Error(
            "EKS-001",
            at,
            $"the chart kube-prometheus-stack: Prometheus selects ServiceMonitors by '{Show(labels)}', but {path} does not set that, so "
                + $"those "
                + "monitors are never scraped. Add it there."
        );

    public static Diagnostic SubchartNotSelected(Position at, string monitor, string prometheus, string labels) =>
        Error(
            "EKS-001",
            at,
            $"{Show(monitor)} does not bear what {Show(prometheus)} selects by ('{Show(labels)}'), so it is never scraped. Set the "
                + $"label in the "
                + "values of its subchart; commonLabels does not reach it."
        );

    public static Diagnostic RoleForm(Position at, string title, string key, string value) =>
        Error(
            "EKS-003",
            at,
            $"{Show(title)}: '{key}' is '{Show(value)}', which is no ARN of a role, so its pods get no credentials. Write "
                + "arn:aws:iam::<12 digits>:role/<name>."
        );

    public static Diagnostic RoleOnPods(Position at, string title, string key) =>
        Warning("EKS-003", at, $"{Show(title)}: '{key}' counts on a ServiceAccount only. Move it to the one that the pods run under.");

    public static Diagnostic TrustNotSeen(Position at, string title, string role, string subject) =>
        Note(
            "EKS-003",
            at,
            $"{Show(title)}: nobody can tell whether the role {Show(role)} trusts it, because its trust policy is not at hand. The "
                + $"condition must "
                + $"have 'sub' = '{Show(subject)}'."
        );

    public static Diagnostic TrustOther(Position at, string title, string role, string subject, IEnumerable<string> known) =>
        Error(
            "EKS-003",
            at,
            $"{Show(title)}: the trust policy of the role {Show(role)} does not let '{Show(subject)}' in, so its pods get no "
                + $"credentials. Put it "
                + $"into the condition 'sub'.{Suggest(subject, known)}"
        );

    public static Diagnostic TrustAudience(Position at, string title, string role) =>
        Warning(
            "EKS-003",
            at,
            $"{Show(title)}: the trust policy of the role {Show(role)} does not ask for whom a token is, so one that is for another "
                + "service will do. Put the condition 'aud' with sts.amazonaws.com beside 'sub'."
        );

    public static Diagnostic RepairUnnoticed(Position at, string? asking) =>
        Warning(
            "NAR-001",
            at,
            $"{Asks(asking)}, but nothing keeps the events of aks-auto-repair: after an hour they are gone, and they are no series. Add "
                + $"an event "
                + "exporter, or an Azure log alert on KubeEvents (and waive this)."
        );

    public static Diagnostic RepairUnclear(Position at, string? asking, string unseen) =>
        Note(
            "NAR-001",
            at,
            $"{Asks(asking)}; nobody can tell whether an event exporter keeps the events of aks-auto-repair: {Show(unseen)}."
        );

    public static Diagnostic RepairReason(Position at, string manifest, string reason, IEnumerable<string> known) =>
        Warning("NAR-001", at, $"{Show(manifest)}: AKS has no event with the reason '{Show(reason)}'.{Suggest(reason, known)}");

    private static string Asks(string? asking) =>
        asking is null ? "AKS repairs nodes by itself" : $"{Show(asking)} alerts on repairs of nodes";

    public static Diagnostic ArgoCdClientSide(Position at, string application) =>
        Error(
            "ARG-001",
            at,
            $"{Show(application)} brings Argo CD itself, but without ServerSideApply=true: the definition of ApplicationSet is too "
                + $"large for "
                + "client-side apply, so the sync fails. Add it to syncPolicy.syncOptions."
        );

    public static Diagnostic ArgoCdNotSeen(Position at) =>
        Note(
            "ARG-001",
            at,
            "the chart argo-cd: nobody can tell how it is applied, because no Application for it is at hand. It must have the sync option "
                + "ServerSideApply=true."
        );

    public static Diagnostic AdministratorEnabled(Position at, string title) =>
        Warning(
            "ARG-002",
            at,
            $"{Show(title)}: the local administrator is on, with a password that nobody rotates. Set admin.enabled: \"false\" once "
                + $"single sign-on "
                + "works."
        );

    public static Diagnostic RbacLineForm(Position at, string title, string line) =>
        Error(
            "ARG-002",
            at,
            $"{Show(title)}: '{Show(line)}' is no policy, so none of the file is loaded. Write 'p, subject, resource, action, object, "
                + $"allow' or "
                + "'g, subject, role'."
        );

    public static Diagnostic RbacResource(Position at, string title, string line, string resource, IEnumerable<string> known) =>
        Warning(
            "ARG-002",
            at,
            $"{Show(title)}: '{Show(line)}' grants nothing: Argo CD has no resource '{Show(resource)}'.{Suggest(resource, known)}"
        );

    public static Diagnostic RbacRole(Position at, string title, string line, string role, IEnumerable<string> known) =>
        Warning("ARG-002", at, $"{Show(title)}: '{Show(line)}' gives the role '{Show(role)}', which has no policy.{Suggest(role, known)}");

    public static Diagnostic RbacLogs(Position at, string title, string subject) =>
        Warning(
            "ARG-002",
            at,
            $"{Show(title)}: '{Show(subject)}' may see Applications, but not their logs, which are granted by themselves since 3.0. Add "
                + $"'p, "
                + $"{Show(subject)}, logs, get, <object>, allow'."
        );

    public static Diagnostic RbacResources(Position at, string title, string subject, string action) =>
        Warning(
            "ARG-002",
            at,
            $"{Show(title)}: '{Show(subject)}' may {action} Applications, but not their resources: since 3.0 '{action}' does not reach "
                + $"them. Add "
                + $"'p, {Show(subject)}, applications, {action}/*, <object>, allow'."
        );

    public static Diagnostic RbacDefault(Position at, string title, string role) =>
        Error(
            "ARG-002",
            at,
            $"{Show(title)}: policy.default is '{Show(role)}', so everybody who can log in may change things, and no policy can deny "
                + $"it. Leave it "
                + "empty."
        );

    public static Diagnostic RbacDefaultReads(Position at, string title, string role) =>
        Note(
            "ARG-002",
            at,
            $"{Show(title)}: by policy.default '{Show(role)}' everybody who can log in reads what that role may, and no policy can deny "
                + $"it. Leave "
                + "it empty if that is not meant."
        );

    public static Diagnostic ServerService(Position at, string title, string type) =>
        Warning("ARG-003", at, $"{Show(title)} is of type {Show(type)}, so Argo CD is reached past the Ingress. Make it ClusterIP.");

    public static Diagnostic ServerPublic(Position at, string title, string name) =>
        Warning(
            "ARG-003",
            at,
            $"{Show(title)} leads to Argo CD by '{Show(name)}', which is reached from the internet. Take an internal class or Gateway."
        );

    public static Diagnostic ServerClassUnclear(Position at, string title, string name) =>
        Note(
            "ARG-003",
            at,
            $"{Show(title)} leads to Argo CD; nobody can tell whether {(name.Length == 0 ? "the default class" : $"'{Show(name)}'")} is "
                + $"internal: "
                + "nothing at hand says what load balancer it has. Make sure that it is."
        );

    public static Diagnostic InsecureInPlain(Position at, string title, string door) =>
        Error(
            "ARG-003",
            at,
            $"{Show(title)}: server.insecure is true, and {Show(door)} has no TLS, so passwords and tokens go in plain text. Add TLS "
                + $"there, or set "
                + "server.insecure to false."
        );

    public static Diagnostic InsecureUnclear(Position at, string title, string? door) =>
        Note(
            "ARG-003",
            at,
            $"{Show(title)}: server.insecure is true; nobody can tell whether there is TLS in front, because "
                + $"{(door is null ? "no Ingress or route for it" : $"the Gateway of {Show(door)}")} is at hand. Make sure that there is."
        );

    public static Diagnostic NotificationsNotSeen(Position at, string title, int count) =>
        Note(
            "ARG-004",
            at,
            $"{Show(title)}: nobody can tell whether "
                + $"{(count == 1 ? "its subscription is" : $"this and {count - 1} more subscriptions are")} known, "
                + "because argocd-notifications-cm is not at hand. Render it with the rest."
        );

    public static Diagnostic NotificationTemplate(Position at, string title, string trigger, string template, IEnumerable<string> known) =>
        Error(
            "ARG-004",
            at,
            $"{Show(title)}: the trigger '{Show(trigger)}' sends the template '{Show(template)}', which is not "
                + $"there.{Suggest(template, known)}"
        );

    public static Diagnostic NotificationTrigger(Position at, string title, string trigger, IEnumerable<string> known) =>
        Error("ARG-004", at, $"{Show(title)} subscribes to the trigger '{Show(trigger)}', which is not there.{Suggest(trigger, known)}");

    public static Diagnostic NotificationService(Position at, string title, string service, IEnumerable<string> known) =>
        Error("ARG-004", at, $"{Show(title)} is to be told by the service '{Show(service)}', which is not there.{Suggest(service, known)}");

    public static Diagnostic RolloutMissing(Position at, string owner, string path, string named, string? near) =>
        Error("ROL-001", at, $"{Show(owner)}: {path} names {Show(named)}, which is not there, so it stands still.{Meant(near)}");

    public static Diagnostic RolloutNotSeen(Position at, string owner, string path, string named, string unseen) =>
        Note("ROL-001", at, $"{Show(owner)}: nobody can tell whether there is {Show(named)}, which {path} names: {Show(unseen)}.");

    public static Diagnostic RolloutRouting(Position at, string rollout, string path) =>
        Error("ROL-001", at, $"{Show(rollout)}: with trafficRouting {path} is required, so it stands still. Name the Service.");

    public static Diagnostic RolloutNotScaled(Position at, string autoscaler, string target, string rollout) =>
        Error(
            "ROL-001",
            at,
            $"{Show(autoscaler)} scales '{Show(target.Trim())}', but the pods are of {Show(rollout)}, so nothing scales. Set "
                + $"scaleTargetRef to "
                + "apiVersion argoproj.io/v1alpha1, kind Rollout."
        );

    public static Diagnostic AmbientInjected(Position at, string title, string label) =>
        Error("AMB-001", at, $"{Show(title)} is in the ambient mesh and asks for a sidecar too ('{Show(label)}'). Leave one of them.");

    public static Diagnostic AmbientAddOn(Position at, string space, string label) =>
        Error(
            "AMB-001",
            at,
            $"{Show(space)}: '{Show(label)}' is of the AKS add-on, which has no ambient mode. Take istio.io/dataplane-mode away, or the "
                + $"label."
        );

    public static Diagnostic AmbientMerges(Position at, string workload, string annotation) =>
        Warning(
            "AMB-001",
            at,
            $"{Show(workload)}: in the ambient mesh nobody merges metrics, so '{annotation}' does nothing. Take it away, and scrape the "
                + "application's port."
        );

    public static Diagnostic AmbientVersion(Position at, string version, int oldest, int newest) =>
        Warning(
            "AMB-001",
            at,
            $"the ambient mesh is used, but Istio 1.30 and 1.31 support Kubernetes 1.{oldest} to 1.{newest}, not {Show(version)}. "
                + $"Upgrade one of "
                + "them first."
        );

    public static Diagnostic AmbientVersionUnknown(Position at, int oldest, int newest) =>
        Note(
            "AMB-001",
            at,
            $"the ambient mesh is used; nobody can tell whether Istio supports this Kubernetes (1.{oldest} to 1.{newest}), because "
                + $"nobody says its "
                + "version. Say kubernetesVersion."
        );

    public static Diagnostic AmbientPeer(Position at, string policy, string what) =>
        Warning(
            "AMB-001",
            at,
            $"{Show(policy)}: in the ambient mesh {what} is ignored. Use PERMISSIVE, and a selector with portLevelMtls."
        );

    public static Diagnostic AmbientStrict(Position at, string monitor, string workload, int port, string policy, string prometheus) =>
        Error(
            "AMB-001",
            at,
            $"{Show(monitor)} scrapes port {port} of {Show(workload)}, which takes only mTLS ({Show(policy)} is STRICT), but "
                + $"{Show(prometheus)} is not in the mesh: the scrape is refused. Enrol it (istio.io/dataplane-mode: ambient), or make "
                + $"the port "
                + "PERMISSIVE."
        );

    public static Diagnostic AmbientScrapeUnclear(Position at, string monitor, string workload, int port, string policy) =>
        Note(
            "AMB-001",
            at,
            $"{Show(monitor)} scrapes port {port} of {Show(workload)}, which takes only mTLS ({Show(policy)} is STRICT); nobody can "
                + $"tell whether "
                + "who scrapes it is in the mesh, because neither it nor its Namespace is at hand. Make sure that it is."
        );

    public static Diagnostic AmbientDenied(Position at, string monitor, string workload, int port, string policy, string prometheus) =>
        Error(
            "AMB-001",
            at,
            $"{Show(monitor)} scrapes port {port} of {Show(workload)}, where {Show(policy)} is in force, and no policy allows "
                + $"{Show(prometheus)} there: ztunnel refuses the scrape. Allow its principal at that port."
        );

    public static Diagnostic WaypointNeeded(Position at, string policy, string field) =>
        Error(
            "AMB-001",
            at,
            $"{Show(policy)} asks for '{Show(field)}', which is of HTTP, without targetRefs: ztunnel knows no HTTP and denies "
                + $"everything. Bind it by "
                + "targetRefs to a Service or Gateway with a waypoint."
        );

    public static Diagnostic WaypointMissing(Position at, string policy, string service) =>
        Error(
            "AMB-001",
            at,
            $"{Show(policy)} is bound to the Service '{Show(service)}', which no waypoint serves, so it holds nothing. Label the "
                + $"Service or its "
                + "Namespace with istio.io/use-waypoint."
        );

    public static Diagnostic WaypointNotSeen(Position at, string policy, string unseen) =>
        Note("AMB-001", at, $"{Show(policy)}: nobody can tell whether a waypoint serves its target: {Show(unseen)}.");

    public static Diagnostic SliceInGit(Position at, string slice) =>
        Error("DRA-001", at, $"{Show(slice)}: a driver publishes its slices itself and overwrites this. Take it out of Git.");

    public static Diagnostic RequestNested(Position at, string manifest, string version) =>
        Error("DRA-001", at, $"{Show(manifest)}: {Show(version)} has no 'exactly'. Write its fields flat, or use resource.k8s.io/v1.");

    public static Diagnostic RequestFlat(Position at, string manifest, string version, string key) =>
        Error("DRA-001", at, $"{Show(manifest)}: in {Show(version)} '{Show(key)}' of a request stands below 'exactly'. Move it there.");

    public static Diagnostic RequestWithoutClass(Position at, string manifest, string path) =>
        Error(
            "DRA-001",
            at,
            $"{Show(manifest)}: a request has neither {path} nor firstAvailable, so the API refuses it. Name a DeviceClass."
        );

    public static Diagnostic ClaimSource(Position at, string workload, string claim, bool isTwice) =>
        Error(
            "DRA-001",
            at,
            $"{Show(workload)}: the claim '{Show(claim)}' has {(isTwice ? "both" : "none")} of resourceClaimTemplateName and "
                + $"resourceClaimName. "
                + "Write one."
        );

    public static Diagnostic ClaimMissing(Position at, string workload, string claim, string? near) =>
        Error("DRA-001", at, $"{Show(workload)} claims {Show(claim)}, which is not there, so its pods stay pending.{Meant(near)}");

    public static Diagnostic ClaimNotSeen(Position at, string workload, string claim, string unseen) =>
        Note("DRA-001", at, $"{Show(workload)}: nobody can tell whether there is {Show(claim)}: {Show(unseen)}.");

    public static Diagnostic ClaimOfPodMissing(Position at, string workload, string container, string claim, IEnumerable<string> known) =>
        Error(
            "DRA-001",
            at,
            $"{Show(workload)}, container {Show(container)}: the pod has no claim '{Show(claim)}' among "
                + $"resourceClaims.{Suggest(claim, known)}"
        );

    public static Diagnostic ClaimRequestMissing(
        Position at,
        string workload,
        string container,
        string claim,
        string request,
        IEnumerable<string> known
    ) =>
        Error(
            "DRA-001",
            at,
            $"{Show(workload)}, container {Show(container)}: the claim '{Show(claim)}' has no request "
                + $"'{Show(request)}'.{Suggest(request, known)}"
        );

    public static Diagnostic VersionUnknown(string rule, Position at, string manifest, string version, IEnumerable<string> known)
    {
        var text = $"{Show(manifest)}: no Kubernetes has the version '{Show(version)}'.{Suggest(version, known)}";
        return rule == "DRA-001" ? Error("DRA-001", at, text) : Error("CTB-001", at, text);
    }

    public static Diagnostic AppOutside(Position at, string app, string kubernetes, string versions, string why, string? instead) =>
        Error(
            "APP-001",
            at,
            $"app \"{Show(app)}\" cannot run on Kubernetes {Show(kubernetes)}; it needs {Show(versions)}: {Show(why)}"
                + (instead is null ? "" : $" Instead: {Show(instead)}")
        );

    public static Diagnostic VersionNotServed(string rule, Position at, string manifest, string version, string kubernetes, string? other)
    {
        var text =
            $"{Show(manifest)}: Kubernetes {Show(kubernetes)} does not serve '{Show(version)}', so it cannot be applied. "
            + (other is null ? "Leave it out there." : $"Write it in the version {other}.");
        return rule == "DRA-001" ? Error("DRA-001", at, text) : Error("CTB-001", at, text);
    }

    public static Diagnostic VersionOff(string rule, Position at, string manifest, string version, string kubernetes)
    {
        var text =
            $"{Show(manifest)}: Kubernetes {Show(kubernetes)} serves '{Show(version)}' only where somebody has switched it on, which "
            + $"managed "
            + "clusters do not let you. Make sure that it is on, or use v1 where the cluster has it.";
        return rule == "DRA-001" ? Warning("DRA-001", at, text) : Warning("CTB-001", at, text);
    }

    public static Diagnostic VersionUnclear(string rule, Position at, string manifest, string version, int from)
    {
        var text =
            $"{Show(manifest)}: nobody can tell whether the cluster serves '{Show(version)}' (from Kubernetes 1.{from}), because nobody "
            + $"says its "
            + "version. Say kubernetesVersion.";
        return rule == "DRA-001" ? Note("DRA-001", at, text) : Note("CTB-001", at, text);
    }

    public static Diagnostic BundleName(Position at, string bundle, string signer, string prefix) =>
        Error("CTB-001", at, $"{Show(bundle)} has the signer '{Show(signer)}', so its name must begin with '{Show(prefix)}'. Rename it.");

    public static Diagnostic BundleWithoutSigner(Position at, string bundle) =>
        Error("CTB-001", at, $"{Show(bundle)} has no signerName, so its name may have no ':'. Rename it, or name the signer.");

    public static Diagnostic BundleOfKubernetes(Position at, string bundle, string signer) =>
        Warning(
            "CTB-001",
            at,
            $"{Show(bundle)}: the signer '{Show(signer)}' is Kubernetes' own, which publishes its bundles itself. Use a domain of yours."
        );

    public static Diagnostic BundleEmpty(Position at, string bundle) =>
        Error(
            "CTB-001",
            at,
            $"{Show(bundle)}: spec.trustBundle has no certificate, so the API refuses it. Put the authorities there, as PEM."
        );

    public static Diagnostic BundleCertificate(Position at, string bundle, int number, string trouble) =>
        Error(
            "CTB-001",
            at,
            $"{Show(bundle)}: block {number} of spec.trustBundle {Show(trouble)}. Take it out, or put the right one there."
        );

    /// <param name="source">The file of the certificate, or its place.</param>
    public static Diagnostic BundleExpired(Position at, string bundle, string source, string subject, string end) =>
        Error(
            "CTB-002",
            at,
            $"{Show(bundle)}: {Show(source)} ({Show(subject)}) expired on {Show(end)}. Put its successor there, and take it out."
        );

    public static Diagnostic BundleExpiresSoon(Position at, string bundle, string source, string subject, string end, int days) =>
        Warning(
            "CTB-002",
            at,
            $"{Show(bundle)}: {Show(source)} ({Show(subject)}) expires on {Show(end)}, in {days} days. Put its successor beside it."
        );

    public static Diagnostic BundleNotProjected(Position at, string workload, string volume) =>
        Error(
            "CTB-001",
            at,
            $"{Show(workload)}: the volume '{Show(volume)}' has clusterTrustBundle, which is a source of projected volumes. Put it below "
                + "projected.sources."
        );

    public static Diagnostic BundleSource(Position at, string workload, string volume, string key) =>
        Error("CTB-001", at, $"{Show(workload)}, volume '{Show(volume)}': there is no source '{Show(key)}'. Write clusterTrustBundle.");

    public static Diagnostic BundleProjection(Position at, string workload, string volume) =>
        Error(
            "CTB-001",
            at,
            $"{Show(workload)}, volume '{Show(volume)}': clusterTrustBundle needs 'path' and one of 'name' and 'signerName'. Write them."
        );

    public static Diagnostic BundleTooNew(Position at, string workload, string volume, string kubernetes) =>
        Error(
            "CTB-001",
            at,
            $"{Show(workload)}, volume '{Show(volume)}': Kubernetes {Show(kubernetes)} cannot project a ClusterTrustBundle. Use a "
                + $"ConfigMap that "
                + "trust-manager makes."
        );

    public static Diagnostic BundleOff(Position at, string workload, string volume, string kubernetes) =>
        Warning(
            "CTB-001",
            at,
            $"{Show(workload)}, volume '{Show(volume)}': Kubernetes {Show(kubernetes)} projects a ClusterTrustBundle only where "
                + $"somebody has "
                + "switched it on. Below 1.37 use a ConfigMap that trust-manager makes."
        );

    public static Diagnostic BundleVersionUnclear(Position at, string workload, string volume) =>
        Note(
            "CTB-001",
            at,
            $"{Show(workload)}, volume '{Show(volume)}': nobody can tell whether the cluster projects a ClusterTrustBundle (from "
                + $"Kubernetes 1.37), "
                + "because nobody says its version. Say kubernetesVersion."
        );

    public static Diagnostic BundleMissing(Position at, string workload, string volume, string bundle, string? near) =>
        Error(
            "CTB-001",
            at,
            $"{Show(workload)}, volume '{Show(volume)}': there is no ClusterTrustBundle '{Show(bundle)}', so its pods do not "
                + $"start.{Meant(near)}"
        );

    public static Diagnostic BundleNotSeen(Position at, string workload, string volume, string bundle, string unseen) =>
        Note(
            "CTB-001",
            at,
            $"{Show(workload)}, volume '{Show(volume)}': nobody can tell whether there is the ClusterTrustBundle '{Show(bundle)}': "
                + $"{Show(unseen)}."
        );

    private static string Meant(string? near) => near is null ? " Add it, or correct the name." : $" Did you mean '{Show(near)}'?";
}
