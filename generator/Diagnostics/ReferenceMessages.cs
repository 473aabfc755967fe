namespace GitOpsGen.Diagnostics;

/// <summary>An object that is named and not there.</summary>
/// <param name="At">Of its name, the first time that it is written.</param>
/// <param name="From">The object that names it, as people call it.</param>
/// <param name="Field">Where in that.</param>
/// <param name="Target">What is not there.</param>
/// <param name="Near">What is, as a sentence; empty for nothing near.</param>
/// <param name="Others">How many more places name it.</param>
public sealed record MissingReference(Position At, string From, string Field, string Target, string Near, int Others);

/// <summary>An object that is named, and nobody can tell whether it is there.</summary>
/// <param name="Why">The end of a sentence.</param>
public sealed record UnknownReference(Position At, string From, string Field, string Target, string Why, int Others);

/// <summary>Findings of what objects name of each other (Check/References).</summary>
public static partial class Messages
{
    public static Diagnostic SourceMissing(MissingReference what) =>
        Error(
            "REF-001",
            what.At,
            NotThere(
                what,
                what.From.StartsWith("AlertmanagerConfig ", StringComparison.Ordinal)
                    ? "The operator leaves the whole configuration out. Correct the name, or bring it."
                    : "Pods wait for it. Correct the name, bring it, or say 'optional: true' where they start without."
            )
        );

    public static Diagnostic PullSecretMissing(MissingReference what) =>
        Warning(
            "REF-001",
            what.At,
            NotThere(what, "A private image is not pulled without. Correct the name, bring it, or take the entry out.")
        );

    public static Diagnostic SourceUnknown(UnknownReference what) => Note("REF-001", what.At, NotKnown(what));

    public static Diagnostic KeyMissing(Position at, string from, string field, string key, string target, IEnumerable<string> known) =>
        Error(
            "REF-002",
            at,
            $"{Show(from)}: {Show(field)} asks for the key '{Show(key)}', which {Show(target)} does not have.{Suggest(key, known)}"
        );

    public static Diagnostic KeyUnknown(Position at, string from, string field, string key, string target, string by) =>
        Note(
            "REF-002",
            at,
            $"{Show(from)}: {Show(field)} asks for the key '{Show(key)}' of {Show(target)}. Nobody can tell here whether it will have "
                + $"it: {Show(by)} "
                + "does not say all keys."
        );

    public static Diagnostic AccountMissing(MissingReference what) =>
        Error("REF-003", what.At, NotThere(what, "No pod is created without. Correct the name, or bring it."));

    public static Diagnostic AccountUnknown(UnknownReference what) => Note("REF-003", what.At, NotKnown(what));

    public static Diagnostic BackendMissing(MissingReference what) =>
        Error("REF-004", what.At, NotThere(what, "Nothing answers there. Correct name or namespace, or bring it."));

    public static Diagnostic WeakBackendMissing(MissingReference what) =>
        Warning("REF-004", what.At, NotThere(what, "Correct name or namespace, or bring it."));

    public static Diagnostic BackendUnknown(UnknownReference what) => Note("REF-004", what.At, NotKnown(what));

    public static Diagnostic PortMissing(Position at, string from, string field, string port, string service, IEnumerable<string> known) =>
        Error(
            "REF-004",
            at,
            $"{Show(from)}: {Show(field)} asks for port '{Show(port)}', which {Show(service)} does not have.{Suggest(port, known)}"
        );

    public static Diagnostic StorageMissing(MissingReference what) =>
        Error("REF-005", what.At, NotThere(what, "Pods stay Pending. Correct the name, or bring it."));

    public static Diagnostic StorageUnknown(UnknownReference what) => Note("REF-005", what.At, NotKnown(what));

    public static Diagnostic RoleMissing(MissingReference what) =>
        Error("REF-006", what.At, NotThere(what, "The binding grants nothing. Correct kind or name, or bring it."));

    public static Diagnostic SubjectUnbound(MissingReference what) =>
        Warning("REF-006", what.At, NotThere(what, "Whoever makes it gets the right. Correct name or namespace, or take the subject out."));

    public static Diagnostic RoleUnknown(UnknownReference what) => Note("REF-006", what.At, NotKnown(what));

    public static Diagnostic ScaledMissing(MissingReference what) =>
        Error("REF-007", what.At, NotThere(what, "Nothing is scaled. Correct apiVersion, kind or name."));

    public static Diagnostic ScaledUnknown(UnknownReference what) => Note("REF-007", what.At, NotKnown(what));

    public static Diagnostic BudgetSelectsNothing(Position at, string budget, string selector, string near) =>
        Warning("REF-008", at, SelectsNothing(budget, "spec.selector", selector, near));

    public static Diagnostic BudgetUnknown(Position at, string budget, string selector, string why) =>
        Note("REF-008", at, MaySelect(budget, "spec.selector", selector, why));

    public static Diagnostic BudgetLetsNoneGo(Position at, string budget, string said, long replicas, string workload) =>
        Warning(
            "REF-008",
            at,
            $"{Show(budget)}: with '{Show(said)}' and {replicas} {(replicas == 1 ? "replica" : "replicas")} of {Show(workload)} no pod "
                + "may be evicted, so "
                + "no node that runs one is ever drained. More replicas, or 'maxUnavailable: 1' in its place."
        );

    public static Diagnostic PolicySelectsNothing(Position at, string policy, string field, string selector, string near) =>
        Warning("REF-009", at, SelectsNothing(policy, field, selector, near));

    public static Diagnostic PolicyUnknown(Position at, string policy, string field, string selector, string why) =>
        Note("REF-009", at, MaySelect(policy, field, selector, why));

    public static Diagnostic ServiceSelectsNothing(Position at, string service, string selector, string near) =>
        Error("REF-010", at, SelectsNothing(service, "spec.selector", selector, near));

    public static Diagnostic ServiceUnknown(Position at, string service, string selector, string why) =>
        Note("REF-010", at, MaySelect(service, "spec.selector", selector, why));

    public static Diagnostic TargetPortMissing(
        Position at,
        string service,
        string field,
        string port,
        string workload,
        IEnumerable<string> known
    ) =>
        Error(
            "REF-010",
            at,
            $"{Show(service)}: {Show(field)} is '{Show(port)}', which no container of the pods it selects ({Show(workload)}) "
                + $"declares.{Suggest(port, known)}"
        );

    public static Diagnostic ProbePortMissing(Position at, string workload, string field, string port, IEnumerable<string> known) =>
        Error(
            "REF-011",
            at,
            $"{Show(workload)}: {Show(field)} is '{Show(port)}', which this container does not declare.{Suggest(port, known)}"
        );

    public static Diagnostic ClassMissing(MissingReference what) =>
        Error("REF-012", what.At, NotThere(what, "The API server refuses the pods. Correct the name, or bring it."));

    public static Diagnostic IngressClassMissing(MissingReference what) =>
        Warning("REF-012", what.At, NotThere(what, "Nobody serves the Ingress. Correct the name, or bring it."));

    public static Diagnostic ClassUnknown(UnknownReference what) => Note("REF-012", what.At, NotKnown(what));

    public static Diagnostic StoreMissing(MissingReference what) =>
        Error("REF-013", what.At, NotThere(what, "Nothing is fetched or issued. Correct kind or name, or bring it."));

    public static Diagnostic StoreUnknown(UnknownReference what) => Note("REF-013", what.At, NotKnown(what));

    public static Diagnostic ProjectMissing(MissingReference what) =>
        Error("REF-014", what.At, NotThere(what, "Argo CD syncs nothing of it. Correct the name, or bring the project."));

    public static Diagnostic ProjectUnknown(UnknownReference what) => Note("REF-014", what.At, NotKnown(what));

    public static Diagnostic SourceForbidden(Position at, string application, string source, string project) =>
        Error(
            "REF-014",
            at,
            $"{Show(application)}: {Show(project)} does not permit the repository {Show(Secrets.Hide(source))}. Correct it, or "
                + "add it to spec.sourceRepos of the project."
        );

    public static Diagnostic SourceNotTold(Position at, string application, string source, string project) =>
        Note(
            "REF-014",
            at,
            $"{Show(application)}: nobody can tell here whether {Show(project)} permits the repository "
                + $"{Show(Secrets.Hide(source))}: something is not filled in yet, or spec.sourceRepos has a pattern with brackets."
        );

    public static Diagnostic DestinationForbidden(Position at, string application, string destination, string project) =>
        Error(
            "REF-014",
            at,
            $"{Show(application)}: {Show(project)} does not permit the destination {Show(destination)}. Correct it, or add it to "
                + "spec.destinations of "
                + "the project."
        );

    public static Diagnostic DestinationUnknown(Position at, string application, string destination, string project) =>
        Note(
            "REF-014",
            at,
            $"{Show(application)}: nobody can tell here whether {Show(project)} permits the destination {Show(destination)}: one of "
                + "them says an address "
                + "where the other says a name, or something is not filled in yet."
        );

    public static Diagnostic DefinitionMissing(MissingReference what) =>
        Error(
            "REF-015",
            what.At,
            $"{Show(what.From)}: nothing defines the kind {Show(what.Target)}.{Sentence(what.Near)}{MoreObjects(what.Others)} Bring its "
                + "CustomResourceDefinition first, or correct apiVersion and kind."
        );

    public static Diagnostic DefinitionUnknown(MissingReference what, string why) =>
        Note(
            "REF-015",
            what.At,
            $"{Show(what.From)}: nobody can tell here whether the kind {Show(what.Target)} is defined: "
                + $"{Show(why)}.{MoreObjects(what.Others)}"
        );

    private static string NotThere(MissingReference what, string mend) =>
        $"{Show(what.From)}: {Show(what.Field)} names {Show(what.Target)}, which is not "
        + $"there.{Sentence(what.Near)}{MorePlaces(what.Others)} {mend}";

    private static string NotKnown(UnknownReference what) =>
        $"{Show(what.From)}: {Show(what.Field)} names {Show(what.Target)}. Nobody can tell here whether it is there: {Show(what.Why)}."
        + MorePlaces(what.Others);

    private static string SelectsNothing(string by, string field, string selector, string near) =>
        $"{Show(by)}: {field} ({Show(selector)}) selects no pods.{Sentence(near)} Correct it, or bring the pods.";

    private static string MaySelect(string by, string field, string selector, string why) =>
        $"{Show(by)}: {field} ({Show(selector)}) selects no pods that are seen here, and nobody can tell whether there are others: "
        + $"{Show(why)}.";

    private static string Sentence(string text) => text.Length == 0 ? "" : " " + Show(text);

    private static string MorePlaces(int others) =>
        others switch
        {
            0 => "",
            1 => " One more place names it.",
            _ => $" {others} more places name it.",
        };

    private static string MoreObjects(int others) =>
        others switch
        {
            0 => "",
            1 => " One more object is of it.",
            _ => $" {others} more objects are of it.",
        };

    public static Diagnostic RouteMissing(MissingReference what) =>
        Error("REF-016", what.At, NotThere(what, "Istio sends nothing there. Correct name or namespace, or bring it."));

    public static Diagnostic RouteWeak(MissingReference what) =>
        Warning("REF-016", what.At, NotThere(what, "It says nothing of anybody. Correct the host, or take it away."));

    public static Diagnostic RouteUnknown(UnknownReference what) => Note("REF-016", what.At, NotKnown(what));

    public static Diagnostic RoutePortMissing(
        Position at,
        string from,
        string field,
        string port,
        string service,
        IEnumerable<string> known
    ) => PortMissing(at, from, field, port, service, known) with { Code = "REF-016" };

    public static Diagnostic HostNotFull(Position at, string from, string field, string host, string full) =>
        Warning(
            "REF-016",
            at,
            $"{Show(from)}: {Show(field)} is {Show(host)}; Istio takes a host with a dot as it is, and knows none of that name. Write "
                + $"{Show(full)}."
        );

    public static Diagnostic SubsetMissing(
        Position at,
        string from,
        string field,
        string subset,
        string host,
        IReadOnlyCollection<string> known
    ) =>
        Error(
            "REF-016",
            at,
            $"{Show(from)}: {Show(field)} is {Show(subset)}, and no DestinationRule of {Show(host)} has it: Istio answers 503."
                + Suggest(subset, known)
        );

    public static Diagnostic SubsetUnknown(Position at, string from, string field, string subset, string host, string why) =>
        Note(
            "REF-016",
            at,
            $"{Show(from)}: {Show(field)} is {Show(subset)}, and no DestinationRule of {Show(host)} that is here has it; {Show(why)}."
        );

    public static Diagnostic ObjectShared(Position at, string manifest, string app, string other) =>
        Error(
            "REF-017",
            at,
            $"{Show(manifest)} is rendered by the app {Show(app)} and by {Show(other)}; Argo CD lets one of them alone apply it. Leave it "
                + "to one, or give one of the two another name."
        );
}
