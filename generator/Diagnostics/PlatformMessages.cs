using GitOpsGen.Kubernetes;

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

    public static Diagnostic RepairUnnoticed(Position at, string? asking) =>
        Warning(
            "NAR-001",
            at,
            $"{Asks(asking)}, but nothing keeps the events of aks-auto-repair: after an hour they are gone, and they are no series. Add "
                + $"an event "
                + "exporter, or an Azure log alert on KubeEvents (and waive this)."
        );

    public static Diagnostic RepairUnclear(Position at, string? asking, UnseenPart unseen) =>
        Note(
            "NAR-001",
            at,
            $"{Asks(asking)}; nobody can tell whether an event exporter keeps the events of aks-auto-repair: {MayBring(unseen)}."
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
}
