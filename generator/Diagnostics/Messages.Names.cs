namespace GitOpsGen.Diagnostics;

// ---- names and references
public static partial class Messages
{
    public static Diagnostic UnknownApp(Position? at, string app, IEnumerable<string> known) =>
        Error("GOG014", at, $"app \"{Show(app)}\" does not exist.{Suggest(app, known)}");

    public static Diagnostic NotALabel(Position at, string name, string value) =>
        Error(
            "GOG015",
            at,
            $"{Name(name)} '{Show(value)}' is no DNS label (a-z, 0-9 and '-', at most 63, beginning and ending with a letter or "
                + $"digit). Nearest: {DnsLabel.Mend(value)}."
        );

    /// <param name="isFolder">There is a folder of that name.</param>
    public static Diagnostic FileMissing(Position at, string path, string? nearest, bool isFolder = false) =>
        Error(
            "GOG016",
            at,
            isFolder
                ? $"'{Show(path)}' is a folder, and a file is meant. Name the file in it."
                : $"there is no file '{Show(path)}'."
                    + (nearest is null ? " Create it, or correct the path." : $" Did you mean '{nearest}'?")
        );

    public static Diagnostic NameIsNotFolder(Position at, string name, string folder) =>
        Error("GOG017", at, $"metadata.name is '{Show(name)}', but the folder is '{folder}'. Make them equal.");

    public static Diagnostic ExtendsCycle(Position at, IEnumerable<string> cycle) =>
        Error("GOG018", at, $"environments extend each other in a circle: {string.Join(" → ", cycle)}. Break it.");

    public static Diagnostic UnknownEnvironment(Position? at, string name, IEnumerable<string> known) =>
        Error("GOG019", at, $"environment \"{Show(name)}\" does not exist.{Suggest(name, known)}");

    public static Diagnostic AbstractEnvironment(string name, IReadOnlyCollection<string> heirs) =>
        Error(
            "GOG260",
            null,
            $"environment \"{Show(name)}\" is abstract: it has no clusters, so nothing is rendered for it. "
                + (heirs.Count == 0 ? "No environment extends it." : $"Name one that extends it: {string.Join(", ", heirs.Select(Show))}.")
        );

    public static Diagnostic NamesWithCommas(string option, IEnumerable<string> names) =>
        Error("GOG261", null, $"a name has no comma. Say several as `{string.Join(' ', names.Select(name => $"{option} {Show(name)}"))}`.");

    public static Diagnostic ExtendsConcrete(Position at, string name) =>
        Error(
            "GOG020",
            at,
            $"environment \"{Show(name)}\" has clusters of its own, so it cannot be extended. Move what is shared into one with "
                + "'abstract: true'."
        );

    public static Diagnostic UnknownWave(Position? at, string wave, IEnumerable<string> known) =>
        Error("GOG021", at, $"wave \"{Show(wave)}\" does not exist.{Suggest(wave, known)}");

    public static Diagnostic WaveWithoutClusters(Position at, string wave) =>
        Error("GOG022", at, $"no cluster is in wave \"{Show(wave)}\". Give an environment 'wave: {wave}', or remove the wave.");

    public static Diagnostic PercentageNotMet(Position at, string wave, int percent, int expected, int found, int total, string? later) =>
        Error(
            "GOG023",
            at,
            $"wave \"{Show(wave)}\" promises {percent}% of the {total} clusters of the percent waves: {expected} up to and with it, "
                + $"but there are {found}. "
                + (
                    later is null ? "Correct"
                    : found < expected ? $"Move {expected - found} here from wave \"{Show(later)}\", or correct"
                    : $"Move {found - expected} to wave \"{Show(later)}\", or correct"
                )
                + " the percentage."
        );

    public static Diagnostic ClusterClaimedTwice(Position at, string what, string value, Position first) =>
        Error("GOG024", at, $"the cluster {what} '{Show(value)}' is already claimed at {first}. A cluster belongs to one environment.");

    public static Diagnostic MayBeOneCluster(Position at, string inside, string other) =>
        Warning(
            "GOG208",
            at,
            $"'{Show(inside)}' is the cluster that Argo CD itself runs in, by its address there, and others of its root are named by "
                + $"theirs: nobody can tell whether one of them ('{Show(other)}', for example) is the same. Say argocd.cluster in "
                + "gitopsgen.yaml, the cluster that Argo CD runs in; or give an environment with an Argo CD of its own a root of its own "
                + "(root in environment.yaml)."
        );

    public static Diagnostic UnknownArgoCdCluster(Position at, string name, IEnumerable<string> known) =>
        Error("GOG209", at, $"no environment has the cluster '{Show(name)}'.{Suggest(name, known)}");

    public static Diagnostic FleetBelowRepository(Position at, string folder, string url, bool isSure) =>
        isSure
            ? Error("GOG265", at, BelowRepository(folder, url, "so the Applications would point at nothing"))
            : Warning("GOG265", at, BelowRepository(folder, url, "so the Applications point at nothing where it is this repository"));

    private static string BelowRepository(string folder, string url, string consequence) =>
        $"the fleet stands in '{Show(folder)}' of its repository, but Argo CD takes every path from the root of {Show(url)}, "
        + $"{consequence}. Move the fleet to the root, or give it a repository of its own.";

    public static Diagnostic NoObjects(Position at, string unit) =>
        Warning(
            "GOG266",
            at,
            $"{Show(unit)} makes no object at all, and Argo CD's automated sync refuses to prune down to nothing. Say in its base what "
                + "runs, or take the app out with 'remove'."
        );

    public static Diagnostic EmptyKustomization(Position at, string path) =>
        Error("GOG267", at, $"'{Show(path)}' is empty, which Kustomize refuses. List what it builds under 'resources'.");

    public static Diagnostic PlaceholderLeft(Position at, string value, string unit, string cluster, bool isAutomated) =>
        isAutomated
            ? Error(
                "GOG268",
                at,
                $"'{Show(value)}' stands in for a value that only you know, and {Show(unit)} would carry it to cluster {Show(cluster)} by "
                    + "itself. Replace it, or say 'sync: manual' until then."
            )
            : Warning(
                "GOG268",
                at,
                $"'{Show(value)}' stands in for a value that only you know; a sync of {Show(unit)} carries it to cluster {Show(cluster)}. "
                    + "Replace it before."
            );

    public static Diagnostic UnknownFeature(Position at, string feature, string nearest) =>
        Warning("GOG025", at, $"no environment has the feature '{Show(feature)}', so this never applies. Did you mean '{nearest}'?");

    /// <param name="nearest">Null: it looks like none that is known, so it may be meant for an app to come.</param>
    public static Diagnostic FeatureOfNoApp(Position at, string feature, string? nearest, IEnumerable<string> known) =>
        nearest is null
            ? Warning(
                "GOG263",
                at,
                $"no app knows the feature '{Show(feature)}', so it changes nothing. Remove it, or correct it.{Suggest(feature, known)}"
            )
            : Error(
                "GOG263",
                at,
                $"no app knows the feature '{Show(feature)}', so what was meant stays off without a word.{Suggest(feature, known)}"
            );

    public static Diagnostic UnknownRequirement(Position at, string name, IEnumerable<string> known) =>
        Error("GOG026", at, $"\"{Show(name)}\" is neither an app nor a prerequisite of the fleet.{Suggest(name, known)}");

    public static Diagnostic RequirementCycle(Position at, IEnumerable<string> cycle) =>
        Error("GOG027", at, $"apps require each other in a circle: {string.Join(" → ", cycle)}. Break it.");

    public static Diagnostic RequirementNotDeployed(Position at, string app, string required, string environment) =>
        Error(
            "GOG028",
            at,
            $"app \"{Show(app)}\" requires \"{required}\", which environment \"{environment}\" does not run. Add it under spec.apps."
        );

    public static Diagnostic WaveOrder(Position at, string app, int wave, string required, int requiredWave) =>
        Error(
            "GOG029",
            at,
            $"app \"{Show(app)}\" has sync wave {wave}, but requires \"{required}\", which is in wave {requiredWave}. Give it a "
                + $"later wave than {requiredWave}, or leave syncWave out."
        );

    public static Diagnostic PercentagesFall(Position at, string wave, int percent, int before) =>
        Error(
            "GOG030",
            at,
            $"wave \"{Show(wave)}\" has {percent}%, not more than the {before}% of the wave before. Percentages are cumulative and rise."
        );

    public static Diagnostic NoSuchTime(Position at, string text) =>
        Error("GOG313", at, $"'{Show(text)}' is no time: that day is in no calendar. Correct it.");

    public static Diagnostic FreezeEndsFirst(Position at, string name) =>
        Error(
            "GOG314",
            at,
            $"the freeze \"{Show(name)}\" does not end after it begins, so it freezes nothing. Exchange or correct from and to."
        );

    public static Diagnostic QueryBounds(Position at, string name, bool hasNone) =>
        Error(
            "GOG315",
            at,
            $"the query \"{Show(name)}\" "
                + (
                    hasNone
                        ? "has no bounds, so every value is good. Say max or min."
                        : "has a min above its max, so no value is good. Exchange or correct them."
                )
        );

    public static Diagnostic BadEvidenceBranch(Position at, string branch, string reason) =>
        Error(
            "GOG316",
            at,
            $"evidence cannot go to the branch '{Show(branch)}': {Show(reason)}. Name another, such as gitopsgen/evidence."
        );

    public static Diagnostic DuplicateQuery(Position at, string name, Position first) =>
        Error(
            "GOG317",
            at,
            $"a query \"{Show(name)}\" is there already, at {first}, and evidence knows them by name alone. Give one of them another."
        );

    /// <param name="sentence">Of ours: which gate it is.</param>
    public static Diagnostic IdleGate(Position at, string sentence, bool isShut) =>
        isShut
            ? Error("GOG318", at, $"{sentence}. Name the days, or leave 'days' out for every day.")
            : Warning("GOG318", at, $"{sentence}, and its gate 'enter' is never asked. Take it out, or give it to the wave after.");

    public static Diagnostic QueryUnasked(Position at, string name, string environment) =>
        Error(
            "GOG319",
            at,
            $"nobody answers the query \"{Show(name)}\" for environment \"{Show(environment)}\", so its wave could never be left. Say "
                + "prometheus in its environment.yaml, in one that it extends, or for all in spec.promotion of gitopsgen.yaml."
        );

    public static Diagnostic NoClusters(Position at, string environment) =>
        Error("GOG031", at, $"environment \"{environment}\" has no cluster. List them under spec.clusters, or say 'abstract: true'.");

    public static Diagnostic AbstractHasClusters(Position at, string environment) =>
        Error(
            "GOG032",
            at,
            $"the abstract environment \"{environment}\" cannot have clusters or a wave. Move them into one that extends it."
        );

    public static Diagnostic DuplicateName(Position at, string what, string name, Position first) =>
        Error("GOG033", at, $"the {what} '{Show(name)}' is there already, at {first}. Rename or remove one.");

    public static Diagnostic MissingInEnvironment(Position at, string environment, string key) =>
        Error("GOG034", at, $"environment \"{environment}\" says no '{Show(key)}', nor does any that it extends. Add it.");

    public static Diagnostic ReservedClass(Position at, string name) =>
        Error(
            "GOG048",
            at,
            $"a class cannot be called '{Show(name)}': Argo CD or the root Application has an AppProject of that name. Rename it."
        );

    public static Diagnostic ReservedName(Position at, string name) =>
        Error("GOG035", at, $"an app cannot be called '{Show(name)}': that folder of an environment is for something else. Rename it.");

    public static Diagnostic ReservedCluster(Position at, string name) =>
        Error("GOG049", at, $"a cluster cannot be called '{Show(name)}': that folder of an overlay is for something else. Rename it.");

    public static Diagnostic AppNotInEnvironment(Position? at, string app, string environment) =>
        Error("GOG036", at, $"environment \"{environment}\" does not run \"{Show(app)}\". Add it under spec.apps, or name another.");

    public static Diagnostic UnknownCluster(Position? at, string name, IEnumerable<string> known) =>
        Error("GOG037", at, $"cluster \"{Show(name)}\" is not in this environment.{Suggest(name, known)}");

    public static Diagnostic NoItems(Position at, string name, string item) =>
        Error("GOG428", at, $"{Name(name)} is an empty list, which says nothing. Each item is: {item} Write one at least.");

    public static Diagnostic NoVersionIn(Position at, string name, string range) =>
        Error("GOG429", at, $"{Name(name)} is '{Show(range)}', and no version is in that. Correct one of the bounds.");

    public static Diagnostic BadForm(Position at, string name, string value, string description, string pattern) =>
        Error("GOG038", at, $"{Name(name)} cannot be '{Show(value)}'.{Meaning(description)} It must match {Show(pattern)}.");

    public static Diagnostic ApplicationNameTaken(Position at, string name, Position first) =>
        Error(
            "GOG039",
            at,
            $"Argo CD would get a second '{name}', which is made of the app's and the cluster's or environment's name; the "
                + $"first comes from {first}. Rename one of them."
        );

    public static Diagnostic FormerNameTaken(Position at, string what, string name, string other) =>
        Error(
            "GOG304",
            at,
            $"'{Show(name)}' is no former name of this {what} alone: {what} \"{Show(other)}\" is or was called so. Give that one "
                + "another name; or take this line out once nothing that is frozen or committed says the name."
        );
}
