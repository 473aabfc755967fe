namespace GitOpsGen.Diagnostics;

/// <summary>
/// The findings of the rules, each under the id of its rule: what these hold, why, and how to mend it, is said where the rule is (Check/).
/// </summary>
public static partial class Messages
{
    public static Diagnostic BothSidesRun(
        Position at,
        string unit,
        string way,
        string moment,
        string role,
        string starting,
        string running,
        bool isEnding,
        string? falseGate
    ) =>
        Error(
            "MIG-001",
            at,
            $"{unit}, {way}, {moment}: {starting} runs while "
                + (isEnding ? $"pods of {running} may not have ended" : $"{running} runs too")
                + $", so \"{role}\" would scrape every target twice. "
                + (falseGate ?? $"Stop {running} in an earlier wave, and wait for its pods with a gate Job in a wave between the two")
                + "."
        );

    public static Diagnostic RoleNotThere(Position at, string unit, string role, string workload, string from, string to) =>
        Error(
            "MIG-001",
            at,
            $"{unit}: the role \"{role}\" is {workload}, which is rendered neither in {from} nor in {to}, so nobody can tell "
                + "whether it runs twice. Correct migration.roles, or limit the role by 'when'."
        );

    public static Diagnostic ImageChanges(
        Position at,
        string unit,
        int wave,
        string workload,
        string container,
        string image,
        string other,
        string where
    ) =>
        Error(
            "MIG-002",
            at,
            $"{unit}, wave {wave}: the cutover would start container {container} of {workload} with the image {image}, but "
                + $"{where} it is {other}: what goes wrong then could be the move or the image. Cut over with the same image, and "
                + "change it in a step of its own."
        );

    public static Diagnostic SubjectMissing(Position at, string unit, string phase, int wave, string binding, string account) =>
        Error(
            "MIG-003",
            at,
            $"{unit}, wave {wave}: in phase {phase} {binding} does not bind the ServiceAccount {account}, so pods of that side "
                + "may read nothing. From prepared to cleanup both namespaces are bound: add it to the subjects."
        );

    public static Diagnostic SubjectLeft(Position at, string unit, string phase, int wave, string binding, string account) =>
        Error(
            "MIG-003",
            at,
            $"{unit}, wave {wave}: in phase {phase} {binding} binds the ServiceAccount {account} too, which has no pods then: "
                + "whoever makes one of that name gets its rights. Take it out of the subjects."
        );

    public static Diagnostic OwnedTwice(Position at, string unit, int wave, string manifest, IReadOnlyCollection<string> applications) =>
        Error(
            "MIG-004",
            at,
            $"{unit}, wave {wave}: {manifest} is rendered by {string.Join(" and ", applications)}: they would overwrite each "
                + "other, and where one prunes it the other loses it. Leave it to one."
        );

    public static Diagnostic PhaseSkipped(Position at, string environment, string previous, string phase, IEnumerable<string> next) =>
        Error(
            "MIG-005",
            at,
            $"environment \"{environment}\" cannot go from {previous} to {phase}: what the phases between make ready or wait "
                + $"for would be missing. After {previous} comes {string.Join(" or ", next)}."
        );

    public static Diagnostic WaveNotSoaked(Position at, string environment, string other, string phase) =>
        Error(
            "MIG-005",
            at,
            $"environment \"{environment}\" cannot be cut over while \"{other}\", which is in the wave before, is in {phase}: a "
                + $"fault would reach more clusters before anybody has seen it. Bring \"{other}\" to soak first, or stay in prepared "
                + "here."
        );

    public static Diagnostic NoWayBack(Position at, string unit, string phase) =>
        Error(
            "MIG-006",
            at,
            $"{unit}: there is no rollback overlay for {phase}; a plain revert would start the old side before the new one has "
                + "ended. Render one."
        );

    public static Diagnostic WouldBeDeleted(Position at, string unit, string way, int wave, string manifest, string loss) =>
        Error(
            "MIG-007",
            at,
            $"{unit}, {way}, wave {wave}: {manifest} would be pruned, and {loss}. Keep rendering it, or give it "
                + "'argocd.argoproj.io/sync-options: Prune=false' one phase before it goes."
        );

    public static Diagnostic SyncOptionForbidden(Position at, string unit, string manifest, string option) =>
        Error(
            "MIG-008",
            at,
            $"{unit}: {manifest} has the sync option {option}. "
                + (
                    option.StartsWith("PruneLast", StringComparison.OrdinalIgnoreCase)
                        ? "The old side would be pruned after the new one has started, so both would scrape"
                    : option.StartsWith("ApplyOutOfSyncOnly", StringComparison.OrdinalIgnoreCase)
                        ? "A retry would leave out the Job that failed, since it equals git by then, and run the waves behind it"
                    : "Argo CD would delete and make the object anew, with what belongs to it"
                )
                + ". Remove the option."
        );

    public static Diagnostic TemplateChanges(Position at, string unit, string way, int wave, string workload, string path) =>
        Error(
            "MIG-009",
            at,
            $"{unit}, {way}, wave {wave}: the phase changes {path} of {workload}, which restarts its pods without need. A phase "
                + "changes replicas and the hold of a DaemonSet only: put this into the base, or into a step of its own."
        );

    public static Diagnostic RunsNowhere(Position at, string unit, string way, string moment, string role, string workload, string does) =>
        Error(
            "MIG-010",
            at,
            $"{unit}, {way}, {moment}: when all is done {workload} {does}, so \"{role}\" does not scrape where this phase has "
                + "it. Start it in this step."
        );

    public static Diagnostic GapTooLong(Position at, string unit, string way, TimeSpan gap, TimeSpan limit) =>
        Error(
            "MIG-010",
            at,
            $"{unit}, {way}: for about {Minutes(gap)} neither side would scrape; the limit is {Minutes(limit)}. Put fewer waves "
                + "between the side that stops and the one that starts, or let the pods end sooner (terminationGracePeriodSeconds)."
        );

    public static Diagnostic RollbackTooLong(Position at, string unit, string phase, TimeSpan time, TimeSpan limit) =>
        Error(
            "MIG-011",
            at,
            $"{unit}: the way back from {phase} would take about {Minutes(time)}; the limit is {Minutes(limit)}. Use fewer "
                + "waves and Jobs in the rollback overlay, or let the pods end sooner (terminationGracePeriodSeconds)."
        );

    public static Diagnostic Residue(Position at, string unit, int wave, string manifest, string what, string from, string to) =>
        Error(
            "AMA-001",
            at,
            $"{unit}, wave {wave}: {manifest} still means {from}: {what}. It would work on the side that goes. Make it {to}."
        );

    public static Diagnostic ArcMoves(Position at, string unit, int wave, string manifest, string? now) =>
        Error(
            "AMA-002",
            at,
            $"{unit}, wave {wave}: {manifest} is "
                + $"{(now is null ? "no longer rendered" : $"rendered in {(now.Length == 0 ? "no namespace" : now)}")}, but Arc's "
                + "agents look for it in azure-arc, and would give no token. Keep it there: leave it out of what a kustomization's "
                + "'namespace:' reaches."
        );

    public static Diagnostic ArcTokenMoves(Position at, string unit, int wave, string manifest, string where, string value) =>
        Error(
            "AMA-002",
            at,
            $"{unit}, wave {wave}: {where} of {manifest} is '{value}', but Arc's agents put the token into azure-arc, whatever "
                + "namespace asks. Make it azure-arc."
        );

    public static Diagnostic TokenElsewhere(
        Position at,
        string unit,
        int wave,
        string workload,
        string container,
        string space,
        string token,
        string expected
    ) =>
        Error(
            "AMA-003",
            at,
            $"{unit}, wave {wave}: container {container} of {workload} looks for its token in {space} (--secret-namespace), but "
                + $"the platform puts {token}: it would send nothing. Make it {expected}."
        );

    public static Diagnostic TokenUndeclared(Position at, string unit, int wave, string workload, string container, string space) =>
        Error(
            "AMA-003",
            at,
            $"{unit}, wave {wave}: container {container} of {workload} looks for a token in {space} (--secret-namespace), and "
                + "nothing says whether it is there. Declare migration.token in app.yaml."
        );

    public static Diagnostic TokenUnreadable(
        Position at,
        string unit,
        int wave,
        string workload,
        string account,
        string token,
        IReadOnlyCollection<string> verbs
    ) =>
        Error(
            "AMA-003",
            at,
            $"{unit}, wave {wave}: no role that is bound to the ServiceAccount {account} lets {workload} "
                + $"{string.Join(" and ", verbs)} {token}: it would get no token and send nothing. Bind a role with it."
        );

    /// <param name="images">Each with the workloads that run it.</param>
    public static Diagnostic ImagesNotProven(
        Position at,
        string unit,
        int wave,
        IReadOnlyList<string> images,
        string from,
        string? bridge
    ) =>
        Error(
            "AMA-004",
            at,
            $"{unit}, wave {wave}: nothing shows that {(images.Count == 1 ? "the image" : "the images")} {string.Join("; ", images)} "
                + $"{(images.Count == 1 ? "works" : "work")} outside of {from}. Images are known that have it built in, and would find no "
                + "targets. List each tag with its evidence under "
                + $"migration.namespaceAwareImages{(bridge is null ? "" : $", or switch the bridge on (parameter {bridge})")}."
        );

    public static Diagnostic BridgeBroken(Position at, string unit, int wave, string service, string fault, string target) =>
        Error(
            "AMA-004",
            at,
            $"{unit}, wave {wave}: the bridge is on, but {service} {fault}, so images with the old namespace built in would "
                + $"find no targets. Make it an ExternalName to {target} in a wave before the collectors."
        );

    public static Diagnostic OptionalSourceMissing(
        Position at,
        string unit,
        int wave,
        string workload,
        string source,
        string fault,
        string from,
        string to
    ) =>
        Error(
            "AMA-005",
            at,
            $"{unit}, wave {wave}: {workload} reads the {source}, which is optional and exists in {from}, but in {to} {fault}: "
                + "the pods would start silently on defaults. Make it there, or have it copied, in a wave before the workload."
        );

    public static Diagnostic NamespaceNotThere(Position at, string unit, string space, string app) =>
        Error("AMA-006", at, $"{unit}: nobody renders the Namespace {space}, so nothing can be put into it. Add it to {app}.");

    public static Diagnostic NotPrivileged(Position at, string unit, int wave, string space, string? enforced) =>
        Error(
            "AMA-006",
            at,
            $"{unit}, wave {wave}: {space} "
                + $"{(enforced is null ? "does not say which pods it admits" : $"admits {enforced} pods only")} "
                + "(pod-security.kubernetes.io/enforce), so the DaemonSets, which mount paths of the host, may be refused. Make the "
                + "label privileged."
        );

    public static Diagnostic ImmutableChanges(Position at, string unit, string way, int wave, string manifest, string field) =>
        Error(
            "AMA-007",
            at,
            $"{unit}, {way}, wave {wave}: {field} of {manifest} would change, which Kubernetes refuses, so the sync would stop "
                + "there, half way. Leave it as it was."
        );

    public static Diagnostic UnknownOwner(Position at, string unit, string owner, IReadOnlyCollection<string> known) =>
        Error("AMA-008", at, $"{unit}: nobody knows the owner '{Show(owner)}'.{Suggest(owner, known)}");

    public static Diagnostic NotOurs(Position at, string unit, string owner, IReadOnlyCollection<string> manifests) =>
        Error(
            "AMA-008",
            at,
            $"{unit}: {string.Join(", ", manifests.Take(5))}{(manifests.Count > 5 ? $" and {manifests.Count - 5} more" : "")} "
                + $"would be applied or pruned, but {owner} owns the agent there and would put it back. Take the app out of this "
                + "environment, or hand the agent over first and say 'ownership: argocd'."
        );

    public static Diagnostic InjectedTwice(Position at, string unit, int wave, string space, IReadOnlyCollection<string> modes) =>
        Error(
            "AMA-009",
            at,
            $"{unit}, wave {wave}: {space} asks for the mesh in {modes.Count} ways ({string.Join(", ", modes)}), and which one "
                + "wins depends on Istio's version. Leave one label."
        );

    public static Diagnostic AddressNotExcluded(
        Position at,
        string unit,
        int wave,
        string workload,
        string mode,
        string annotation,
        string address
    ) =>
        Error(
            "AMA-009",
            at,
            $"{unit}, wave {wave}: {workload} gets a sidecar ({mode}) that would catch the calls to the metadata address, and "
                + $"the agent would get no token. Give its pod template the annotation '{annotation}: {address}'."
        );

    public static Diagnostic JobInjected(Position at, string unit, int wave, string job, string mode, string label) =>
        Warning(
            "AMA-009",
            at,
            $"{unit}, wave {wave}: {job} gets a sidecar ({mode}); where that is no native one it never ends, and the waves "
                + $"after it never begin. Give its pod template the label '{label}: \"false\"'."
        );

    /// <param name="moment">Where it is judged as a step of a move: the unit and the wave, with a colon and a blank.</param>
    public static Diagnostic AutoscalerBounds(Position at, string moment, string autoscaler, int least, int most, int? cap) =>
        Error(
            "HPA-001",
            at,
            $"{moment}{autoscaler} goes from {least} to {most} replicas; it must be 2 ≤ minReplicas ≤ "
                + $"maxReplicas{(cap is null ? "" : $" ≤ {cap}")}: a single replica leaves a gap with each restart. Correct the "
                + "parameters."
        );

    public static Diagnostic AutoscalerAlone(Position at, string autoscaler, int most) =>
        Warning(
            "HPA-001",
            at,
            $"{Show(autoscaler)} goes from 1 to {most} replicas: a single replica leaves a gap with each restart. Set minReplicas to 2 "
                + $"or more."
        );

    public static Diagnostic AutoscalerTarget(Position at, string moment, string autoscaler, string target) =>
        Error(
            "HPA-001",
            at,
            $"{moment}{autoscaler} scales {target}, which is not rendered, so nothing would scale. Correct "
                + "scaleTargetRef, or leave the autoscaler out."
        );

    public static Diagnostic AutoscalersTwice(Position at, string target, IReadOnlyCollection<string> autoscalers) =>
        Error("HPA-001", at, $"{Show(target)} is scaled by {string.Join(" and by ", autoscalers.Select(Show))}. Leave one of them.");

    public static Diagnostic AutoscalerWithoutRequest(Position at, string autoscaler, string target, string container, string resource) =>
        Warning(
            "HPA-001",
            at,
            $"{Show(autoscaler)} scales by the utilization of {Show(resource)}, and container {Show(container)} of {Show(target)} requests "
                + "none, so it scales nothing unless a LimitRange says a default. Write resources.requests."
        );

    public static Diagnostic AutoscalerTooNew(Position at, string moment, string autoscaler, string version) =>
        Error(
            "HPA-001",
            at,
            $"{moment}{autoscaler} has a metric of type ContainerResource, which needs Kubernetes 1.27, but the "
                + $"environment has {version}. Use a metric of type Resource there."
        );

    public static Diagnostic AutoscalerContainer(
        Position at,
        string moment,
        string autoscaler,
        string container,
        string target,
        IEnumerable<string> known
    ) =>
        Error(
            "HPA-001",
            at,
            $"{moment}{autoscaler} measures the container '{container}', which {target} does not have, so it would "
                + $"never scale.{Suggest(container, known)}"
        );

    public static Diagnostic ReplicasWritten(Position at, string moment, string workload, int replicas, string autoscaler) =>
        Error(
            "HPA-002",
            at,
            $"{moment}{workload} has 'replicas: {replicas}' while {autoscaler} sets that number: each sync would "
                + "put it back. Leave replicas out."
        );

    public static Diagnostic RetryPassesGate(Position at, string application, string way, string gate) =>
        Error(
            "SYN-001",
            at,
            $"{application}, {way}: when {gate} fails, the second attempt walks past it, because ApplyOutOfSyncOnly=true leaves out what "
                + "equals Git, and a Job that has failed does. Leave the option out of this Application's syncOptions, or make the Job a "
                + "hook."
        );

    public static Diagnostic ProjectShrinksTooEarly(Position at, string application, string orphan) =>
        Error(
            "SYN-002",
            at,
            $"{application}: the project no longer permits {orphan}, which this change prunes. The project is written first, and what it "
                + "forbids is not pruned: it stays, and the sync is green. Let the project permit it until a later change."
        );

    public static Diagnostic ProjectForbids(Position at, string application, string forbidden) =>
        Error(
            "SYN-002",
            at,
            $"{application}: the project does not permit {forbidden}, so no sync does anything at all. Let the project permit its kind "
                + "and namespace."
        );

    public static Diagnostic NobodyMakesNamespace(Position at, string application, string space) =>
        Warning(
            "SYN-003",
            at,
            $"{application}: nobody makes the namespace \"{space}\", so on an empty cluster nothing can be applied there. Render the "
                + "Namespace, say CreateNamespace=true among argocd.syncOptions where it is the destination, or list it under the "
                + "namespaces of a prerequisite in gitopsgen.yaml if somebody else makes it."
        );

    public static Diagnostic NamespaceForbidden(Position at, string application, string space) =>
        Error(
            "SYN-003",
            at,
            $"{application}: CreateNamespace=true is to make the namespace \"{space}\", but the project does not permit a Namespace of "
                + "that name, so on an empty cluster no sync does anything at all. Let the project permit it, or have others make it."
        );

    public static Diagnostic GateNotAwaited(Position at, string application, string way, string gate) =>
        Error(
            "SYN-004",
            at,
            $"{application}, {way}: nothing waits for {gate}, because the last wave is never awaited: the sync succeeds when it fails. Put "
                + "what is to wait into a later wave, or make the Job a hook."
        );

    public static Diagnostic NeedsWhatComesLater(Position at, string application, string waiting, string needed) =>
        Error(
            "SYN-005",
            at,
            $"{application}, first sync: {waiting} is waited for, and cannot start without {needed}, which comes only after it: the sync "
                + "never ends. Put it into an earlier wave, or what needs it into a later one; what a hook needs must be a hook as well."
        );

    public static Diagnostic ClaimIsUsedLater(Position at, string application, string claim, string user) =>
        Warning(
            "SYN-005",
            at,
            $"{application}, first sync: {claim} is waited for, and its only pods, of {user}, come in a later wave. Where its storage "
                + "class binds with the first pod (WaitForFirstConsumer), the sync never ends. Put both into one wave."
        );

    public static Diagnostic PruneWaitsForConfirmation(Position at, string application, string objects) =>
        Warning(
            "SYN-006",
            at,
            $"{application}, this change: the prune of {objects} waits until a person confirms it, and nothing else of its wave, and no "
                + "later wave, is done before. Confirm it then, or take Prune=confirm off in a change before."
        );

    public static Diagnostic RequiredIsNotAwaited(Position at, string root, string required, IReadOnlyList<string> early) =>
        Note(
            "SYN-007",
            at,
            $"{root}: {Some(early)} would be made although {required}, which it requires, has failed: Argo CD has no health check for "
                + "Applications unless one is configured, so the root only orders their making. Say argocd.applicationHealth in "
                + "gitopsgen.yaml: true once you have configured one (docs/argocd.md), false if the order of making is enough."
        );
}
