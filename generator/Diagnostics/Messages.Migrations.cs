namespace GitOpsGen.Diagnostics;

// ---- migrations
public static partial class Messages
{
    public static Diagnostic BridgeParameter(Position at, string parameter, IEnumerable<string> known) =>
        Error(
            "GOG149",
            at,
            $"the bridge is put on by '{Show(parameter)}', which is no boolean parameter of the app.{Suggest(parameter, known)}"
        );

    public static Diagnostic PhaseWithoutMigration(Position at, string app, string directory) =>
        Error(
            "GOG150",
            at,
            $"'phase' is said, but {Show(directory)}/app.yaml has no section 'migration'. Take 'phase' out, or describe the "
                + $"migration of '{Show(app)}' there."
        );

    public static Diagnostic PhaseStep(Position at, object phase, object previous) =>
        Error(
            "GOG151",
            at,
            $"no step leads from phase '{Lower(previous)}' to '{Lower(phase)}'. On: adopted, prepared, cutover, soak, cleanup, "
                + "done, one at a time. Back: from prepared to adopted, from every later one to prepared."
        );

    public static Diagnostic SharedAppMissing(Position at, string app, string shared, string environment) =>
        Error(
            "GOG152",
            at,
            $"app '{Show(app)}' migrates, but environment '{Show(environment)}' does not run '{Show(shared)}', which holds the "
                + "Namespace and the bindings. Add it to 'apps'."
        );

    public static Diagnostic MigrationOfChart(Position at, string app) =>
        Error(
            "GOG153",
            at,
            $"app '{Show(app)}' has a chart, and only a Kustomize base can be built for both namespaces. Render the chart into "
                + "a base, or take 'migration' out."
        );

    public static Diagnostic PhaseComesFromElsewhere(Position at, string unit, object committed, object phase) =>
        Error(
            "GOG154",
            at,
            $"{Show(unit)} is committed in phase '{Lower(committed)}'. To lead it to '{Lower(phase)}' say 'previousPhase: "
                + $"{Lower(committed)}' too: it decides which side goes down first."
        );

    public static Diagnostic DocumentFailed(Position at, string reason, bool isBuiltIn) =>
        Error(
            "GOG155",
            at,
            $"this document cannot be made: {Show(reason)}. "
                + (
                    isBuiltIn
                        ? "The text came with the tool; put one of your own at this path until it is mended."
                        : "Correct the text, or delete the file to take the one that comes with the tool."
                )
        );

    public static Diagnostic UnknownDocument(Position at, string name, IEnumerable<string> known) =>
        Warning("GOG156", at, $"no document of a migration is called '{Show(name)}', so this text is not used.{Suggest(name, known)}");

    private static string Lower(object word) => word.ToString()!.ToLowerInvariant();
}
