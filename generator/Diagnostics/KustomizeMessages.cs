namespace GitOpsGen.Diagnostics;

/// <summary>Findings of kustomizations as they are written (Check/Kustomize).</summary>
public static partial class Messages
{
    public static Diagnostic KustomizeEntryMissing(Position at, string field, string path, string? nearest) =>
        Error(
            "KUS-001",
            at,
            $"'{Show(field)}' names '{Show(path)}', which is not there.{Nearby(nearest)} Correct the path, or take the " + "entry out."
        );

    public static Diagnostic KustomizationMissing(Position at, string field, string path) =>
        Error(
            "KUS-001",
            at,
            $"'{Show(field)}' names the folder '{Show(path)}', which has no kustomization.yaml. Write one that names its files, or name "
                + "the files."
        );

    public static Diagnostic KustomizationAsFile(Position at, string field, string path) =>
        Error(
            "KUS-001",
            at,
            $"'{Show(field)}' names the file '{Show(path)}' of a kustomization; Kustomize takes only its folder. Leave "
                + "the file's name out."
        );

    public static Diagnostic KustomizeComponentAsResource(Position at, string field, string path) =>
        Error("KUS-001", at, $"'{Show(field)}' names '{Show(path)}', which is a component. Move the entry to 'components'.");

    /// <param name="what">What it is, with its article.</param>
    public static Diagnostic KustomizeNotAComponent(Position at, string path, string what) =>
        Error(
            "KUS-001",
            at,
            $"'components' names '{Show(path)}', which is {what} and no component. Move the entry to 'resources', or say 'kind: "
                + "Component' there."
        );

    public static Diagnostic KustomizationTwice(Position at, string folder, IEnumerable<string> files) =>
        Error(
            "KUS-001",
            at,
            $"the folder '{Show(folder)}' has several kustomizations ({Show(string.Join(", ", files))}), and Kustomize refuses it. Keep "
                + "one."
        );

    public static Diagnostic KustomizeEntryUnseen(Position at, string field, string path) =>
        Note(
            "KUS-001",
            at,
            $"'{Show(field)}' names '{Show(path)}', which is outside of what is looked at, so nobody can tell here "
                + "whether it is there."
        );

    public static Diagnostic KustomizeFileUnused(Position at, string file, string kustomization) =>
        Warning("KUS-002", at, $"no kustomization uses '{Show(file)}'. Name it in {Show(kustomization)}, or delete it.");

    public static Diagnostic KustomizeFieldOutdated(Position at, string field, string instead) =>
        Warning("KUS-003", at, $"the field '{Show(field)}' is deprecated. Write {Show(instead)}.");

    public static Diagnostic KustomizeFieldGone(Position at, string field, string instead) =>
        Error("KUS-003", at, $"'{Show(field)}' is in a form that Kustomize 5 refuses. Write {Show(instead)}.");

    public static Diagnostic KustomizeRemote(Position at, string field, string address) =>
        Note(
            "KUS-004",
            at,
            $"'{Show(field)}' fetches {Show(address)} at each build. A copy in the repository needs no network, and its "
                + "changes are reviewed."
        );

    /// <param name="why">With <c>and</c> at its beginning.</param>
    public static Diagnostic KustomizeRemoteMoves(Position at, string field, string address, string why) =>
        Warning(
            "KUS-004",
            at,
            $"'{Show(field)}' fetches {Show(address)} at each build, {Show(why)}. Copy it into the repository, or " + "name a commit."
        );

    public static Diagnostic KustomizeNamespaceSpans(Position at, string space, IEnumerable<string> spaces, string moved) =>
        Warning(
            "KUS-005",
            at,
            $"'namespace: {Show(space)}' stands over objects of several namespaces: {Show(string.Join(", ", spaces))}. It moves them "
                + $"all, {Show(moved)} too. "
                + "Say the namespace in each object, or give each namespace a kustomization of its own."
        );

    public static Diagnostic KustomizeNamespaceUnknown(Position at, string space, string why) =>
        Note(
            "KUS-005",
            at,
            $"nobody can tell here whether 'namespace: {Show(space)}' stands over objects of several namespaces: {Show(why)}."
        );

    public static Diagnostic KustomizeCycle(Position at, IEnumerable<string> cycle) =>
        Error(
            "KUS-006",
            at,
            $"kustomizations name each other in a circle: {Show(string.Join(" → ", cycle))}. Take this entry or " + "another out."
        );

    public static Diagnostic KustomizeFileOutside(Position at, string field, string path) =>
        Error(
            "KUS-007",
            at,
            $"'{Show(field)}' names '{Show(path)}', a file outside of the kustomization's folder, which Kustomize refuses to read. Name "
                + "a folder with a "
                + "kustomization, or copy the file below."
        );

    public static Diagnostic KustomizePatchMatchesNothing(Position at, string patch, string? nearest) =>
        Error(
            "KUS-008",
            at,
            $"{Show(patch)} is for nothing that the kustomization has, so Kustomize stops.{Nearby(nearest)} Correct "
                + "it, or take it out."
        );

    public static Diagnostic KustomizePatchWithoutTarget(Position at, string patch) =>
        Error("KUS-008", at, $"{Show(patch)} is a list of operations and has no 'target', so Kustomize stops. Say the target.");

    public static Diagnostic KustomizeTargetMatchesNothing(Position at, string patch, string? nearest) =>
        Warning(
            "KUS-008",
            at,
            $"the target of {Show(patch)} matches nothing that the kustomization has, so the patch does nothing.{Nearby(nearest)} "
                + "Correct it, or take "
                + "the patch out."
        );

    public static Diagnostic KustomizePatchUnknown(Position at, string patch, string why) =>
        Note("KUS-008", at, $"nobody can tell here whether {Show(patch)} is for something that is there: {Show(why)}.");

    private static string Nearby(string? nearest) => nearest is null ? "" : $" Nearest: {Show(nearest)}.";
}
