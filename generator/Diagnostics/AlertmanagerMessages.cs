namespace GitOpsGen.Diagnostics;

/// <summary>The findings of the rules about Alertmanager's configuration (Check/Alertmanager).</summary>
public static partial class Messages
{
    public static Diagnostic ReceiverMissing(Position at, string title, string path, IEnumerable<string> known) =>
        Error("AMC-001", at, $"{Show(title)} {path} names no receiver, and the first route must.{Suggest("", known)}");

    public static Diagnostic ReceiverUnknown(Position at, string title, string path, string receiver, IEnumerable<string> known) =>
        Error("AMC-001", at, $"{Show(title)} {path}.receiver is {Show(receiver)}, which is no receiver.{Suggest(receiver, known)}");

    /// <param name="why">The end of a sentence.</param>
    public static Diagnostic AlertmanagerNotSeen(Position at, string title, string why) =>
        Note("AMC-001", at, $"{Show(title)}: whether this configuration is right cannot be told: {Show(why)}.");

    public static Diagnostic ReceiverUnused(Position at, string title, string receiver) =>
        Warning("AMC-002", at, $"{Show(title)} has the receiver {Show(receiver)}, to which no route leads. Add a route, or remove it.");

    public static Diagnostic ReceiverShadowed(Position at, string title, string receiver) =>
        Warning(
            "AMC-002",
            at,
            $"{Show(title)} has the receiver {Show(receiver)}, which no alert reaches: routes before its own take all. Put its route "
                + "first, or "
                + "let them continue."
        );

    public static Diagnostic ReceiverNotReached(Position at, string title, string receiver, string labels, string reached) =>
        Warning(
            "AMC-002",
            at,
            $"{Show(title)}: by its matchers an alert with {Show(labels)} should reach the receiver {Show(receiver)}, but amtool says "
                + "that it "
                + $"reaches {Show(reached)}. Look at the routes before it."
        );

    public static Diagnostic ReceiverPerhapsUnused(Position at, string title, string receiver) =>
        Note(
            "AMC-002",
            at,
            $"{Show(title)}: whether any alert reaches the receiver {Show(receiver)} cannot be told: no labels were found that pass "
                + "its matchers "
                + "and are not taken before."
        );

    public static Diagnostic RouteShadowed(Position at, string title, string path, string before) =>
        Warning(
            "AMC-003",
            at,
            $"{Show(title)} {path} gets no alert: {before} takes all of its, and does not continue. Put it before, or say continue: "
                + "true there."
        );

    public static Diagnostic EqualNowhere(Position at, string title, string path, string label, string source, string target) =>
        Warning(
            "AMC-004",
            at,
            $"{Show(title)} {path} compares the label {Show(label)}, which no alert has that it is about (such as {Show(source)} and "
                + $"{Show(target)}), and what is missing on both sides is equal. Name a label that they have."
        );

    public static Diagnostic EqualPerhapsNowhere(Position at, string title, string path, string label) =>
        Note(
            "AMC-004",
            at,
            $"{Show(title)} {path} compares the label {Show(label)}, which no alert has that is seen. Whether others have it cannot be "
                + "told."
        );

    public static Diagnostic EqualOnNeither(Position at, string title, string path, string labels, string source, string target) =>
        Warning(
            "AMC-004",
            at,
            $"{Show(title)} {path}: {Show(source)} mutes {Show(target)}, because neither has {Show(labels)}, and what is missing on "
                + "both sides is "
                + "equal. Compare a label that they have, or narrow the matchers."
        );

    public static Diagnostic IntervalUnknown(Position at, string title, string path, string interval, IEnumerable<string> known) =>
        Error("AMC-005", at, $"{Show(title)} {path} names {Show(interval)}, which is no time interval.{Suggest(interval, known)}");
}
