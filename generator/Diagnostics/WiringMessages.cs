namespace GitOpsGen.Diagnostics;

/// <summary>The findings of the wiring: what a Prometheus scrapes, and at which hop a monitor that scrapes nothing breaks.</summary>
public static partial class Messages
{
    private const int LongestStory = 700;

    public static Diagnostic TimeoutAboveInterval(Position at, string owner, string story) =>
        Error("SCR-001", at, $"{Show(owner)}: {Story(story)}");

    public static Diagnostic ScrapedTwice(Position at, string target, string scraper, string first, string second) =>
        Warning(
            "SCR-003",
            at,
            $"{Show(scraper)} scrapes {Show(target)} twice, by {Show(first)} and by {Show(second)}: every series is stored twice, and sums "
                + "count it twice. Take one of them away, or narrow its selector."
        );

    public static Diagnostic SelectedByNobody(Position at, string monitor, string hop, string story) =>
        Error("WIR-001", at, $"no Prometheus reads {Show(monitor)}; at {hop}: {Story(story)}");

    public static Diagnostic SelectionNotTold(Position at, string monitor, string why) =>
        Note("WIR-001", at, $"nobody can tell whether a Prometheus reads {Show(monitor)}: {Story(why)}");

    public static Diagnostic NoTargets(Position at, string monitor, string hop, string story) =>
        Error("WIR-002", at, $"{Show(monitor)} is selected and scrapes nothing; at {hop}: {Story(story)}");

    public static Diagnostic EndpointWithoutTargets(Position at, string monitor, string endpoint, string hop, string story) =>
        Warning("WIR-002", at, $"{Show(endpoint)} of {Show(monitor)} scrapes nothing, though others do; at {hop}: {Story(story)}");

    public static Diagnostic TargetsNotTold(Position at, string monitor, string hop, string story) =>
        Note("WIR-002", at, $"nobody can tell what {Show(monitor)} scrapes; at {hop}: {Story(story)}");

    public static Diagnostic RulesOfNobody(Position at, string rule, string hop, string story) =>
        Error("WIR-003", at, $"nobody loads {Show(rule)}, so none of its alerts ever fires; at {hop}: {Story(story)}");

    public static Diagnostic LoadingNotTold(Position at, string rule, string why) =>
        Note("WIR-003", at, $"nobody can tell who loads {Show(rule)}: {Story(why)}");

    public static Diagnostic MayNotDiscover(Position at, string scraper, string account, string space, string missing) =>
        Error(
            "WIR-004",
            at,
            $"{Show(scraper)} runs as ServiceAccount {Show(account)}, which may not {missing} in namespace {Show(space)}, so it finds "
                + "no target there. Bind it to a role with these by a ClusterRoleBinding, or by a RoleBinding in that namespace."
        );

    public static Diagnostic RightsNotTold(Position at, string scraper, string account, string why) =>
        Note("WIR-004", at, $"nobody can tell what ServiceAccount {Show(account)} of {Show(scraper)} may read: {Story(why)}");

    public static Diagnostic NamespaceNotMarked(Position at, string space, string label, string scraper, string monitor) =>
        Error(
            "EKS-002",
            at,
            $"namespace {Show(space)} holds {Show(monitor)}, but has no label {label}, for which {Show(scraper)} looks: it reads no "
                + $"monitor there. Add {label} to the Namespace's labels."
        );

    public static Diagnostic NamespaceMarkNotTold(Position at, string space, string label, string monitor) =>
        Note(
            "EKS-002",
            at,
            $"namespace {Show(space)}, which holds {Show(monitor)}, is not rendered, so nobody can tell whether it has the label {label}. "
                + "Render the Namespace with it."
        );

    // Made of names and labels; a reader needs all of it, up to a bound.
    private static string Story(string text)
    {
        var shown = Secrets.Hide(text);
        var end = char.IsHighSurrogate(shown.ElementAtOrDefault(LongestStory - 2)) ? LongestStory - 2 : LongestStory - 1;
        return shown.Length <= LongestStory ? shown : $"{shown[..end]}…";
    }
}
