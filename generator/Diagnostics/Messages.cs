namespace GitOpsGen.Diagnostics;

/// <summary>Every message the tool can give about its input, one named method per code. <c>docs/diagnostics.md</c> lists them.</summary>
public static partial class Messages
{
    /// <summary>The code of <see cref="MissingKey"/>, which some findings make doubtful.</summary>
    public const string YamlSyntaxCode = "GOG001";
    public const string DuplicateKeyCode = "GOG002";
    public const string MissingKeyCode = "GOG005";

    /// <summary>The code of <see cref="OwnedUnreadable"/>, which a merge may have caused.</summary>
    public const string OwnedUnreadableCode = "GOG084";

    /// <summary>The code of <see cref="JudgedAsRendered"/>, which a review says in its own words.</summary>
    public const string JudgedAsRenderedCode = "GOG367";

    // ---- files and YAML
    public static Diagnostic YamlSyntax(Position at, string reason) =>
        Error(YamlSyntaxCode, at, $"this is not YAML the tool can read: {Show(reason)}.");

    public static Diagnostic DuplicateKey(Position at, string key, Position first) =>
        Error(DuplicateKeyCode, at, $"the key '{Show(key)}' is here twice; the first is on line {first.Line}. Remove one.");

    public static Diagnostic UnknownKey(Position at, string key, string parent, IEnumerable<string> known) =>
        Error("GOG003", at, $"unknown key '{Show(key)}'{In(parent)}.{Suggest(key, known)}");

    public static Diagnostic WrongType(Position at, string name, string expected, string found) =>
        Error("GOG004", at, $"{Name(name)} must be {A(expected)}, not {A(found)}.{HowToWrite(expected)}");

    public static Diagnostic MissingKey(Position at, string key, string parent, string description) =>
        Error(MissingKeyCode, at, $"the key '{Show(key)}' is missing{In(parent)}.{Meaning(description)}");

    public static Diagnostic NotAllowed(Position at, string name, string value, IEnumerable<string> allowed) =>
        Error("GOG006", at, $"{Name(name)} cannot be '{Show(value)}'.{Suggest(value, allowed)}");

    public static Diagnostic OutOfRange(Position at, string name, string value, decimal? minimum, decimal? maximum) =>
        Error("GOG007", at, $"{Name(name)} is {Show(value)}, but must be {Range(minimum, maximum)}.");

    public static Diagnostic TooManyNodes(Position at, int limit) =>
        Error("GOG008", at, $"with its aliases followed the file has more than {limit} values. Write less, or fewer aliases of aliases.");

    public static Diagnostic TooDeep(Position at, int limit) =>
        Error("GOG009", at, $"this is nested more than {limit} levels deep. Flatten it.");

    public static Diagnostic FileTooLarge(Position at, long size, long limit) =>
        Error("GOG010", at, $"the file has {size} bytes; the limit is {limit}. Split it.");

    public static Diagnostic NotUtf8(Position at) => Error("GOG011", at, "this byte is not UTF-8. Save the file as UTF-8.");

    public static Diagnostic SymbolicLink(Position at, string path) =>
        Error("GOG012", at, $"'{Show(path)}' is a symbolic link; the tool follows none. Put the file itself there.");

    public static Diagnostic PathOutside(Position at, string path, string allowed) =>
        Error(
            "GOG013",
            at,
            $"the path '{Show(path)}' does not stay in {allowed}. Use a path relative to it, with '/', without leaving it."
        );

    public static Diagnostic ConflictMarkers(string path, Position first, string sides, int last, int more) =>
        Error(
            "GOG300",
            first,
            last == first.Line
                ? $"conflict marker at line {first.Line}: it was left behind when the file was merged. Delete the line, and look whether "
                    + $"what stands around it is meant; then `git add {Show(path)}`."
                : $"conflict markers at line {first.Line}, down to line {last}: git could not merge {Show(sides)}"
                    + $"{(more > 0 ? $", nor {more} more in this file" : "")}. Keep what is right, delete the markers, then "
                    + $"`git add {Show(path)}`."
        );

    public static Diagnostic NotMerged(string path, string state, string work) =>
        Error(
            "GOG301",
            Position.Start(path),
            $"git has not merged this file ({state}), and the {work} waits for a decision. Keep what is here with "
                + $"`git add {Show(path)}`, or take the file out with `git rm {Show(path)}`."
        );

    public static Diagnostic UnfinishedWork(string work) =>
        Error("GOG302", null, $"a {work} is not finished here, so what lies here is of no commit yet. Finish it or take it back first.");

    public static Diagnostic GeneratedUnmerged(int files, string folders) =>
        Note(
            "GOG303",
            null,
            $"{files} generated {(files == 1 ? "file" : "files")} that git could not merge {(files == 1 ? "is" : "are")} rendered anew. "
                + $"Tell git: `git add {folders}`; then finish the merge as git says."
        );

    // ---- names and references
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

    // ---- releases
    public static Diagnostic UnknownRelease(Position? at, string app, string release, IEnumerable<string> known) =>
        Error("GOG040", at, $"app \"{Show(app)}\" has no release '{Show(release)}'.{Suggest(release, known)}");

    /// <param name="isLineEnds">With LF at the ends of its lines it would match.</param>
    public static Diagnostic ReleaseContent(Position at, string release, string expected, bool isLineEnds) =>
        Error(
            "GOG041",
            at,
            isLineEnds
                ? $"the release '{Show(release)}' has CR LF at the ends of lines, and would match its name without: a checkout made it so "
                    + "(core.autocrlf or eol=crlf), or an editor. Write '* text=auto eol=lf' into .gitattributes and check it out again: "
                    + $"git rm -r --cached -q {Show(at.File)} && git checkout HEAD -- {Show(at.File)}"
                : $"the content of the release '{Show(release)}' does not match its name; it would be '{expected}'. Releases are "
                    + "frozen: restore it from git, and cut a new one for a change."
        );

    public static Diagnostic PinMissing(Position at, string environment, string app, string suggestion) =>
        Error(
            "GOG042",
            at,
            $"environment \"{environment}\" does not follow head and pins no release of \"{Show(app)}\". Write "
                + $"environments/{environment}/releases/{app}.yaml with 'release: {suggestion}'."
        );

    public static Diagnostic PinFollowsHead(Position at, string environment) =>
        Error(
            "GOG043",
            at,
            $"environment \"{environment}\" may not run head: only waves and environments that say 'follows: head' do. Name a release."
        );

    public static Diagnostic PinUnused(Position at, string environment, string app) =>
        Warning(
            "GOG044",
            at,
            $"environment \"{environment}\" does not run \"{Show(app)}\", so this pin does nothing. Remove it, or add the app."
        );

    public static Diagnostic ReleaseWithoutDigest(Position at, string chart) =>
        Warning(
            "GOG045",
            at,
            $"the digest of the chart {chart} could not be read, so the release pins its version only. Add chart.digest and cut "
                + "again where the chart can be pulled."
        );

    public static Diagnostic FollowsAgainstWave(Position at, string environment, string wave) =>
        Error(
            "GOG046",
            at,
            $"environment \"{environment}\" is in wave \"{wave}\", which runs releases, so it cannot follow head. Remove "
                + "'follows', or take it out of the wave."
        );

    public static Diagnostic ClusterSettingUnused(Position at, string cluster, string app) =>
        Warning(
            "GOG047",
            at,
            $"the environment of cluster \"{Show(cluster)}\" does not run \"{app}\", so what is said of it here does nothing. "
                + "Remove it, or add the app under spec.apps."
        );

    // ---- apps
    public static Diagnostic ChartSource(Position at) =>
        Error("GOG050", at, "a chart needs either 'repository' and 'name', or 'path'. Say one of the two.");

    public static Diagnostic NothingToDeploy(Position at, string app) =>
        Error("GOG051", at, $"app \"{Show(app)}\" has neither a chart nor a Kustomize base. Give it one.");

    public static Diagnostic DeliveryNeedsChart(Position at, string app) =>
        Error("GOG052", at, $"app \"{Show(app)}\" has delivery 'helm' but no chart. Use 'rendered' or 'kustomize', or name a chart.");

    public static Diagnostic ProducesMissing(Position at, string app) =>
        Error(
            "GOG053",
            at,
            $"app \"{Show(app)}\" is delivered by Helm, but does not say what its chart produces (chart.produces with kinds and "
                + "namespaces), so its AppProject cannot be written. Declare it."
        );

    public static Diagnostic PemMalformed(Position at) =>
        Error("GOG431", at, "this is not whole as PEM: a block begins that does not end, or has headers. Take it anew from who made it.");

    public static Diagnostic PemEmpty(Position at) =>
        Error("GOG432", at, "there is no certificate in this file. Put an authority's there, as PEM, or take the file out of the bundle.");

    public static Diagnostic PemNotTrusted(Position at, int number, string trouble) =>
        Error("GOG433", at, $"block {number} {Show(trouble)}. Take it out: a bundle holds certificates of authorities alone.");

    public static Diagnostic PemTwice(Position at, string subject, string bundle, string first) =>
        Error("GOG434", at, $"{Show(subject)} is in the bundle \"{Show(bundle)}\" before already ({Show(first)}). Take one out.");

    public static Diagnostic NoTrustBundles(Position at, string environment, string version) =>
        Error(
            "GOG435",
            at,
            $"Kubernetes {Show(version)} of the environment {Show(environment)} has no ClusterTrustBundles; there are from 1.33 on, and "
                + "without a feature gate from 1.37. Use trust-manager, which makes ConfigMaps."
        );

    public static Diagnostic SignerReserved(Position at, string signer) =>
        Error("GOG436", at, $"the signer '{Show(signer)}' is Kubernetes' own, which publishes its bundles itself. Use one of yours.");

    public static Diagnostic ForbiddenSyncOption(Position at, string option) =>
        Error("GOG054", at, $"the sync option '{Show(option)}' can delete and recreate other Applications' objects. Remove it.");

    public static Diagnostic RemoteResource(Position at, string resource) =>
        Error(
            "GOG055",
            at,
            $"'{Show(resource)}' is an address for Kustomize, fetched from elsewhere at every build. Copy what you need into "
                + "the app; the path of a folder here may begin with './'."
        );

    public static Diagnostic OutdatedKustomizeField(Position at, string field, string equivalent) =>
        Note("GOG264", at, $"'{field}' is of an earlier Kustomize; it is built as it stands. {Show(equivalent)}");

    public static Diagnostic DeprecatedKustomizeField(Position at, string field, string instead) =>
        Error("GOG056", at, $"the field '{Show(field)}' needs a flag, the network or a later Kustomize. Use {instead}.");

    public static Diagnostic BadPattern(Position at, string name, string reason) =>
        Error(
            "GOG057",
            at,
            $"{Name(name)} is no regular expression the tool can run: {Show(reason)}. Correct it; look-around and "
                + "back-references are not available."
        );

    public static Diagnostic BoundsCross(Position at, string name, string minimum, string maximum) =>
        Error(
            "GOG058",
            at,
            $"{Name(name)} has the minimum {minimum} above the maximum {maximum}, so no value fits. Exchange or correct them."
        );

    public static Diagnostic ValuesWithoutChart(Position at, string app) =>
        Warning("GOG059", at, $"app \"{app}\" has no chart, so these values do nothing. Remove them, or use parameters.");

    public static Diagnostic UnknownFact(Position at, string name, IEnumerable<string> known) =>
        Error(
            "GOG271",
            at,
            $"'${{{{ {Show(name)} }}}}' is nothing that values can say here.{Suggest(name, known)} To have the text itself, write "
                + $"'$${{{{ {Show(name)} }}}}'."
        );

    public static Diagnostic FactInKey(Position at, string key) =>
        Error(
            "GOG272",
            at,
            $"the key '{Show(key)}' names a fact, but keys are left as they are. Name it in a value; for the text itself write a dollar "
                + "more."
        );

    public static Diagnostic ConflictingFeatures(Position at, string app, IReadOnlyCollection<string> features, string why) =>
        Error(
            "GOG273",
            at,
            $"app \"{Show(app)}\" does not go with the feature{(features.Count == 1 ? "" : "s")} "
                + $"{string.Join(" and ", features.Select(Show))}{(features.Count == 1 ? "" : " together")}: {Show(why)}"
        );

    /// <param name="environments">Which have the version from there.</param>
    public static Diagnostic KubernetesOutside(
        Position at,
        string app,
        string version,
        IEnumerable<string> environments,
        string versions,
        string why,
        string? instead
    ) =>
        Error(
            "GOG416",
            at,
            $"app \"{Show(app)}\" cannot run on Kubernetes {Show(version)} ({string.Join(", ", environments.Select(Show))}); it needs "
                + $"{Show(versions)}: {Show(why)}{(instead is null ? "" : $" Instead: {Show(instead)}")}"
        );

    public static Diagnostic SideWithoutMigration(Position at, string app) =>
        Error(
            "GOG274",
            at,
            $"app \"{Show(app)}\" has no section 'migration', so there are no two sides of it. Take 'side' out; the app with the shared "
                + "objects says 'phases'."
        );

    public static Diagnostic CapParameter(Position at, string name, IEnumerable<string> known) =>
        Error(
            "GOG275",
            at,
            $"\"{Show(name)}\" is no integer parameter of the app, so it cannot be the most replicas of an autoscaler."
                + Suggest(name, known)
        );

    public static Diagnostic PackedChartInGit(Position at, string path) =>
        Error(
            "GOG079",
            at,
            $"Argo CD cannot read the packed chart '{path}' from git. With delivery 'helm' chart.path must be a folder: unpack "
                + "it; or use 'rendered' or 'kustomize'."
        );

    public static Diagnostic DigestOfFolder(Position at, string path) =>
        Error("GOG069", at, $"chart.digest is of a .tgz, but '{path}' is a folder, which git itself pins. Remove chart.digest.");

    // ---- rendering
    public static Diagnostic TemplateFailed(Position at, string reason) =>
        Error("GOG060", at, $"the template cannot be rendered: {Show(reason)}.");

    public static Diagnostic TemplateMakesBadYaml(Position at, string unit, string reason) =>
        Error("GOG061", at, $"what this line of the template becomes for {unit} is not YAML: {reason}.");

    public static Diagnostic KustomizeFailed(Position at, string unit, string message) =>
        Error("GOG062", at, $"Kustomize cannot build {unit} (environments/{unit}): {message}");

    public static Diagnostic PatchMatchesNothing(Position at, string unit, string target) =>
        Error(
            "GOG063",
            at,
            $"the patch's target ({target}) matches no object of {unit}; Kustomize would stay silent. Correct the target, or "
                + "limit the patch by 'when'."
        );

    public static Diagnostic PatchNeedsChart(Position at, string unit, string target) =>
        Warning(
            "GOG064",
            at,
            $"cannot tell whether the target ({target}) exists in {unit}: chart not at hand, and with delivery 'helm' a patch "
                + "does not reach the chart's objects."
        );

    public static Diagnostic PatchMissesChart(Position at, string unit, string target) =>
        Error(
            "GOG068",
            at,
            $"the patch's target ({target}) is in {unit} only among the chart's objects, and with delivery 'helm' a patch does "
                + "not reach those. Say it by the chart's values, or use 'rendered' or 'kustomize'."
        );

    public static Diagnostic UnknownScope(Position at, string kind, IReadOnlyList<string> units) =>
        Warning(
            "GOG065",
            at,
            $"{units[0]} makes {kind} without a namespace{(units.Count > 1 ? $" (and {Some([.. units.Skip(1)])})" : "")}, and neither a "
                + "definition in this environment nor the fleet says whether the kind is cluster-scoped, so the project permits it either "
                + "way. List it under clusterKinds in gitopsgen.yaml if it is; if not, give the object its namespace."
        );

    public static Diagnostic EmptyUnit(Position at, string unit) =>
        Error(
            "GOG066",
            at,
            $"{unit} has nothing to deploy: no base, component, resource or chart applies here. Correct the 'when' of its parts."
        );

    public static Diagnostic DuplicateOverlayFile(Position at, string name) =>
        Error("GOG067", at, $"two parts of the overlay are called '{name}'. Rename one.");

    // ---- charts
    public static Diagnostic ChartNotAtHand(Position at, string chart, string why) =>
        Error("GOG070", at, $"the chart {chart} is not at hand: {why}");

    public static Diagnostic ChartDigest(Position at, string chart, string expected, string found) =>
        Error(
            "GOG071",
            at,
            $"the chart {chart} is not the one that was pinned: its digest is sha256:{found}, pinned is sha256:{expected}. Find "
                + "out why before you change the pin."
        );

    /// <param name="frozenApp">The app, when a release of it is meant, which cannot be edited.</param>
    public static Diagnostic ChartDigestMissing(Position at, string chart, string found, string? frozenApp) =>
        Warning(
            "GOG072",
            at,
            $"the chart {chart} has no digest pinned. It is now sha256:{found}; write it as "
                + $"chart.digest{(frozenApp is null ? "" : $" of apps/{frozenApp}/app.yaml and cut the release again")}."
        );

    public static Diagnostic HelmFailed(Position at, string unit, string message) =>
        Error("GOG073", at, $"Helm cannot template {unit}: {message}");

    public static Diagnostic ProducesMore(Position at, string unit, string what) =>
        Error(
            "GOG074",
            at,
            $"the chart makes {what} for {unit}, which chart.produces does not declare. Add it, or Argo CD will refuse it."
        );

    public static Diagnostic ChartUnchecked(Position at, string app, string what) =>
        Note(
            "GOG075",
            at,
            $"cannot tell whether chart.produces of \"{app}\" is complete: {what} not at "
                + $"hand.{(what == "chart" ? " `gitopsgen render --pull` brings it." : "")}"
        );

    public static Diagnostic ProducesLess(Position at, string app, string what) =>
        Warning(
            "GOG076",
            at,
            $"chart.produces of \"{app}\" declares {what}, which the chart makes nowhere in this fleet. Remove it, so that the "
                + "AppProject allows no more than is used."
        );

    /// <param name="unsorted">Where its templates go through a map in the order of chance.</param>
    public static Diagnostic ChartRandom(Position at, string unit, string differences, IReadOnlyList<string> unsorted, bool isInflated)
    {
        var order =
            unsorted.Count == 0
                ? ""
                : $" Its templates take the order of chance with {Some(unsorted)}; `sortAlpha` behind it gives one order.";
        var message =
            $"templating the chart of {unit} twice gave different results in {differences}: it makes something by chance, so "
            + "every render would differ. Set the value that it is made from, or let the chart use a Secret that is there "
            + $"already.{order}";
        return isInflated ? Error("GOG077", at, message) : Warning("GOG077", at, message);
    }

    public static Diagnostic ChartRepeats(Position at, string unit, string chart, string name, int times) =>
        Note(
            "GOG210",
            at,
            $"the chart {Show(chart)} makes {name} {times} times for {unit}, always the same; what is rendered has it once. Two aliases of "
                + "one subchart do that. Argo CD warns of it where it inflates the chart itself."
        );

    public static Diagnostic ChartContradicts(Position at, string unit, string chart, string name, string path) =>
        Error(
            "GOG211",
            at,
            $"the chart {Show(chart)} makes {name} more than once for {unit}, with different {path}. Only one can be in a cluster: give "
                + "the parts names of their own by the chart's values (fullnameOverride), or switch one off."
        );

    public static Diagnostic ChartVersion(Position at, string chart, string expected, string found) =>
        Error(
            "GOG078",
            at,
            $"the chart {chart} should have version {expected}, but its Chart.yaml says {found}. Correct chart.version, or "
                + "bring the right chart."
        );

    public static Diagnostic UnknownValue(Position at, string chart, string path, string? nearest) =>
        Warning(
            "GOG269",
            at,
            $"the chart {Show(chart)} passes over '{Show(path)}': it is neither in its values.yaml nor read by its templates."
                + (nearest is null ? " Correct it, or take it out." : $" Did you mean '{Show(nearest)}'?")
        );

    public static Diagnostic UnknownKind(Position at, string kind, string group, string? nearest, IReadOnlyCollection<string> units) =>
        Warning(
            "GOG270",
            at,
            $"Kubernetes has no kind '{Show(kind)}' in {(group.Length == 0 ? "the group of v1" : $"the group {group}")}, but "
                + $"{string.Join(", ", units.Take(3))}{(units.Count > 3 ? ", …" : "")} would make one."
                + (nearest is null ? "" : $" Did you mean {nearest}?")
        );

    // ---- what is generated
    public static Diagnostic HandEdited(string path) =>
        Error(
            "GOG080",
            Position.Start(path),
            "this generated file was edited by hand. Move the change to where it is generated from, then run again with "
                + "--discard; or keep the edit with --adopt."
        );

    public static Diagnostic InTheWay(string path) =>
        Error(
            "GOG081",
            Position.Start(path),
            "a file that the tool did not write is where a generated one belongs. Move it away; or replace it with --discard; "
                + "or keep it with --adopt."
        );

    public static Diagnostic DeletionBudget(Position at, int deletions, int owned, int limit) =>
        Error(
            "GOG082",
            at,
            $"this would delete {deletions} of {owned} generated files, more than the {limit}% of limits.deletions. If that is "
                + "meant, run again with --allow-deletions."
        );

    public static Diagnostic DeletesEverything(Position at, int owned) =>
        Error(
            "GOG083",
            at,
            $"this would delete all {owned} generated files. Something is wrong with the input; if it is meant, delete them with git."
        );

    public static Diagnostic OwnedUnreadable(string path, string reason) =>
        Error(
            OwnedUnreadableCode,
            Position.Start(path),
            $"this record of the generated files cannot be read ({reason}). Restore it from git; or delete it and run again with --adopt."
        );

    public static Diagnostic LinkInTheWay(string path, string link) =>
        Error("GOG085", Position.Start(path), $"'{link}' is a symbolic link; nothing is written through one. Remove it.");

    public static Diagnostic AppLeaves(Position at, string app, string environment) =>
        Warning(
            "GOG086",
            at,
            $"app \"{app}\" leaves environment \"{environment}\": its Application goes, its objects stay in the clusters, "
                + "unmanaged. To have them deleted, put the entry back with 'remove: delete', let that reach the clusters, and then "
                + "take it out."
        );

    public static Diagnostic DirectoryInTheWay(string path) =>
        Error("GOG087", Position.Start(path), "a folder is where a generated file belongs. Move it away.");

    // ---- engines
    public static Diagnostic EngineMissing(Position at, string engine, string why) => Error("GOG090", at, $"{engine} was not found: {why}");

    public static Diagnostic EngineVersion(Position at, string engine, string found, string wanted) =>
        Error(
            "GOG091",
            at,
            $"{engine} is version {found}, but the fleet wants {wanted}. Install one that fits, or change spec.tools in gitopsgen.yaml."
        );

    public static Diagnostic EngineVersionUnknown(Position at, string engine, string wanted) =>
        Note("GOG092", at, $"{engine} does not tell its version, so whether it fits {wanted} cannot be told.");

    public static Diagnostic BadVersionRange(Position at, string range) =>
        Error("GOG093", at, $"'{Show(range)}' is no range of versions. Write one such as \">=5.5 <6\".");

    public static Diagnostic RepositoryTool(Position at, string engine, string path) =>
        Error(
            "GOG200",
            at,
            $"tools.{engine}.path names '{Show(path)}' in the repository, where whoever can commit would have anything run. "
                + $"Install {engine} outside and remove the path; or, where every commit is trusted, call with "
                + "--allow-repository-tools."
        );

    public static Diagnostic NotTheEngine(Position at, string engine, string path) =>
        Error(
            "GOG201",
            at,
            $"tools.{engine}.path names '{Show(path)}', which is no {engine} by its name; another program would do something "
                + $"else with a repository's files. Name one that is called {engine}; or call with --allow-repository-tools."
        );

    public static Diagnostic ToolSkipped(Position at, string engine, string program) =>
        Warning(
            "GOG202",
            at,
            $"{Show(program)} was passed over: it lies in the repository, or PATH names its folder relatively. Take the folder "
                + $"out of PATH; or, where every commit is trusted, call with --allow-repository-tools to have {engine} from there."
        );

    public static Diagnostic CachedToolChanged(Position at, string program, string why) =>
        Warning(
            "GOG203",
            at,
            $"{Show(program)} in the tool's cache {why}, so it was not run. Delete its folder; it is downloaded again when it "
                + "is needed and --offline is not said."
        );

    public static Diagnostic EngineStopped(Position at, string unit, string engine, string why, string? setting) =>
        Error(
            "GOG204",
            at,
            $"{engine} has not finished {unit}: {why}. Look for what never ends or grows in what it reads (loops of a template, "
                + $"aliases of YAML){(setting is null ? "" : $"; if it is meant, raise limits.{setting} in gitopsgen.yaml")}."
        );

    public static Diagnostic FastBuildDiffers(Position at, string unit, string program) =>
        Warning(
            "GOG205",
            at,
            $"{Show(program)} built {unit} differently with the tool's own description of Kubernetes than with its own. What it made "
                + "with its own was taken, and this program is only run so from now on, which takes longer. Please report it."
        );

    public static Diagnostic PermissionsKept(Position at, string project, IReadOnlyList<string> kept) =>
        Note(
            "GOG206",
            at,
            $"the project \"{project}\" still permits what nothing needs any more ({string.Join("; ", kept.Take(6).Select(Show))}"
                + $"{(kept.Count > 6 ? $"; and {kept.Count - 6} more" : "")}): what this change takes away is only pruned while it is "
                + "permitted. The first render after Argo CD has synced it drops that."
        );

    public static Diagnostic LargeApplicationSet(Position at, string deployment, long length, int clusters) =>
        Warning(
            "GOG207",
            at,
            $"the ApplicationSet of {deployment} has {length / 1000} kB for its {clusters} clusters; with the state that Argo CD writes "
                + "into it, it comes near what etcd stores. Give half of the clusters to another environment that extends the same ones."
        );

    // ---- new fleets and clusters
    public static Diagnostic UnknownCatalogueApp(string app, IEnumerable<string> known) =>
        Error("GOG100", null, $"the catalogue has no app \"{app}\".{Suggest(app, known)}");

    public static Diagnostic InitInTheWay(string folder, string name) =>
        Error("GOG101", null, $"'{name}' is in the way in {folder}, and init overwrites nothing. Move it away, or name another folder.");

    public static Diagnostic FleetExists(string folder) =>
        Error(
            "GOG102",
            null,
            $"{folder} holds a fleet already (gitopsgen.yaml). To add a cluster to it, say --cluster "
                + "<environment>/<name>=<server> without --apps."
        );

    public static Diagnostic ClusterElsewhere(
        Position at,
        string name,
        string server,
        string environment,
        string hasName,
        string hasServer
    ) =>
        Error(
            "GOG103",
            at,
            $"environment \"{environment}\" has "
                + (
                    hasName == name
                        ? $"a cluster '{name}' already, with the server {hasServer}"
                        : $"the server {server} already, as cluster '{hasName}'"
                )
                + ". A cluster belongs to one environment: correct the command, or this entry."
        );

    /// <param name="goes">The line is to be taken out.</param>
    public static Diagnostic CannotSplice(Position at, string line, string place = "spec.clusters", bool goes = false) =>
        Error(
            "GOG104",
            at,
            goes
                ? $"the tool cannot take \"{Show(line)}\" out of {place} without touching what else you wrote. Take it out yourself."
                : $"the tool cannot add to this {(place == "spec.clusters" ? "list" : "file")} without touching what you wrote. Add this "
                    + $"to {place} yourself: {line}"
        );

    // ---- taking apps in and out
    /// <param name="canBeCalled">Another name may be said for what was to come.</param>
    public static Diagnostic AppThere(string app, bool canBeCalled) =>
        Error(
            "GOG406",
            null,
            $"the fleet has an app \"{Show(app)}\" already. `gitopsgen app add {Show(app)} --env <environment>` has an environment run it"
                + (canBeCalled ? "; --name takes what you named in under another name." : ".")
        );

    public static Diagnostic AppLeaving(string app, string environment, string word, string path) =>
        Error(
            "GOG417",
            null,
            $"app \"{Show(app)}\" is on its way out of {Show(environment)}: `remove: {word}` says so. To have it stay, take that out of "
                + $"{Show(path)}."
        );

    public static Diagnostic NameSaidAlready(string app) =>
        Error(
            "GOG419",
            null,
            $"app \"{Show(app)}\" has its name and namespace: --name and --namespace are for charts, and for folders without an app.yaml. "
                + "Leave them out."
        );

    public static Diagnostic UnknownAppSource(string what, IEnumerable<string> known) =>
        Error(
            "GOG407",
            null,
            $"\"{Show(what)}\" is no app of the catalogue, no folder, and no chart (oci://<registry>/<name>:<version> or "
                + $"https://<repository>/<name>@<version>).{Suggest(what, known)}"
        );

    public static Diagnostic RequiredNowhere(string app, string required) =>
        Error(
            "GOG408",
            null,
            $"app \"{Show(app)}\" requires '{Show(required)}', which neither this fleet, nor the catalogue, nor the place that the app "
                + "comes from has. Add it first, or declare it under prerequisites in gitopsgen.yaml."
        );

    public static Diagnostic AddInTheWay(string path) =>
        Error("GOG409", null, $"'{Show(path)}' is in the way, and nothing is overwritten. Move it away.");

    public static Diagnostic ChartUnread(string chart, string reason) =>
        Warning(
            "GOG410",
            null,
            $"nobody could read the chart {Show(chart)}: {ShowLong(reason).TrimEnd('.')}. So the app has no digest of it, and "
                + "chart.produces in its app.yaml is a guess: compare it with what `helm template` makes."
        );

    /// <param name="environment">Null: its files are to go.</param>
    /// <param name="isPrerequisite">The fleet says that somebody else may run it.</param>
    public static Diagnostic StillRequired(string app, string? environment, IReadOnlyList<string> by, bool isPrerequisite)
    {
        var of = environment is null ? "--files" : $"--env {Show(environment)}";
        var first = string.Join(", then ", by.Select(other => $"`gitopsgen app remove {Show(other)} {of}`"));
        var keep = isPrerequisite
            ? $" Where somebody else runs it from now on, as the prerequisite of that name says, add --keep: its objects stay for them."
            : "";
        return Error(
            "GOG411",
            null,
            $"app \"{Show(app)}\" is required by {Show(string.Join(", ", by))}{(environment is null ? "" : $" in {Show(environment)}")}. "
                + $"First {first}.{keep}"
        );
    }

    public static Diagnostic RemovalNotMerged(string environment, string app, string branch) =>
        Error(
            "GOG412",
            null,
            $"--gone: on {Show(branch)}, which Argo CD follows, nothing says yet that \"{app}\" leaves {environment}; its objects would "
                + "stay in the clusters, unmanaged. First say `remove`, render, and merge that."
        );

    /// <param name="isGone">The entry is to go, so that nothing can be said any more.</param>
    public static Diagnostic KeptLate(string environment, string app, string branch, bool isGone) =>
        isGone
            ? Error(
                "GOG418",
                null,
                $"--keep: on {Show(branch)}, {Show(environment)} says `remove: delete` of \"{Show(app)}\", so its objects are not kept. "
                    + "Leave --keep out; or run without --gone to say `remove: keep`, for what Argo CD has not deleted yet."
            )
            : Warning(
                "GOG418",
                null,
                $"on {Show(branch)}, {Show(environment)} says `remove: delete` of \"{Show(app)}\" already: Argo CD may have deleted its "
                    + "objects before this is merged. Look there first."
            );

    public static Diagnostic NoAppInFolder(string folder, string reason) =>
        Error("GOG413", null, $"{Show(folder)} cannot become an app: {Show(reason)}");

    public static Diagnostic AppDoesNotRun(string app, string environment) =>
        Error(
            "GOG414",
            null,
            $"environment \"{Show(environment)}\" says nothing of the app \"{Show(app)}\", so there is nothing to take out."
        );

    public static Diagnostic ChartWithoutVersion(string what) =>
        Error(
            "GOG415",
            null,
            $"\"{Show(what)}\" names no chart with a version. Write oci://<registry>/<name>:<version> or "
                + "https://<repository>/<name>@<version>, with an exact version such as 1.2.3, and without user, password or query."
        );

    // ---- renaming
    public static Diagnostic NameInUse(string name, string why) =>
        Error("GOG305", null, $"'{Show(name)}' cannot be the new name: {why}. Choose another.");

    public static Diagnostic NotAsRendered(int files, string first) =>
        Error(
            "GOG306",
            Position.Start(first),
            $"{(files == 1 ? "this file is" : $"this file and {files - 1} more are")} not as a render makes them, so what a rename changes "
                + "could not be told from that. Run `gitopsgen render` first."
        );

    public static Diagnostic ObjectsChange(string name, IReadOnlyList<string> files) =>
        Error(
            "GOG307",
            Position.Start(files[0]),
            $"what clusters get would change here{(files.Count > 1 ? $", and in {Some([.. files.Skip(1)])}" : "")}: it says "
                + $"'{name}' itself, as by a template. Take the name out of it; or accept that with "
                + "--allow-object-changes, and look at `gitopsgen diff`."
        );

    public static Diagnostic RootsToApply(IReadOnlyList<string> roots) =>
        Warning(
            "GOG308",
            Position.Start(roots[0]),
            "this root lists environments by name, and nobody but a person applies it. Do it before this is merged; both names are in it: "
                + $"kubectl apply --server-side{string.Concat(roots.Select(root => $" -f {root}"))}"
        );

    public static Diagnostic CannotRename(Position at, string name, string @new) =>
        Error(
            "GOG309",
            at,
            $"'{Show(name)}' cannot become '{@new}' here without touching what you wrote beside it. Write this file's maps and lists out "
                + "(no anchors, aliases or merges), and run again."
        );

    public static Diagnostic RenameWhileMoving(Position at, string app) =>
        Error(
            "GOG310",
            at,
            $"\"{Show(app)}\" is on its way to another namespace here, phase by phase, and phases are known by these names. "
                + "Finish the move and take `phase` out of the pin, then rename."
        );

    public static Diagnostic NamedElsewhere(string name, IReadOnlyList<string> files) =>
        Note("GOG311", Position.Start(files[0]), $"this file names the folder of '{name}', too{More(files)}. It is left as it is.");

    private static string More(IReadOnlyList<string> files) =>
        files.Count > 1 ? $", as {(files.Count == 2 ? "does" : "do")} {Some([.. files.Skip(1)])}" : "";

    // ---- moving a namespace
    public static Diagnostic DecisionUnused(Position at, string place) =>
        Warning("GOG110", at, $"the decision for {Show(place)} matches no mention any more. Remove it, or correct where it is for.");

    public static Diagnostic DecisionForNothing(Position at) =>
        Error("GOG111", at, "a decision is for a line or for a group: say either 'at' or 'group'.");

    public static Diagnostic SourceTooLarge(Position at, long size, long limit) =>
        Warning("GOG112", at, $"the file has {size} bytes, more than {limit}, and was not searched. Look into it yourself, or skip it.");

    public static Diagnostic SourceNotRead(Position at) =>
        Warning(
            "GOG113",
            at,
            "the bytes of this file are not the text that its byte order mark says, so it was not searched. Save it anew, or skip it."
        );

    // ---- applied moves
    public static Diagnostic RelocationFileChanged(Position at, string from) =>
        Error("GOG130", at, $"'{Show(from)}' is not here any more: the file has changed since it was judged. Run again.");

    public static Diagnostic RelocationReadOnly(string path, string what) =>
        Error(
            "GOG131",
            Position.Start(path),
            $"{what} is read-only, so the moves here cannot be written. Make it writable, or skip the file in migration.yaml."
        );

    public static Diagnostic RelocationThroughLink(string path, string link) =>
        Error(
            "GOG132",
            Position.Start(path),
            $"'{Show(link)}' is a symbolic link, and nothing is written through one. Apply the move to the folder that it leads to."
        );

    public static Diagnostic RelocationRecordUnreadable(string path, string reason) =>
        Error(
            "GOG133",
            Position.Start(path),
            $"the record of what was applied cannot be read ({Show(reason)}). Restore the files and delete it, or delete it "
                + "alone to keep them as they are."
        );

    public static Diagnostic OtherMove(string path, string from, string to) =>
        Error(
            "GOG134",
            Position.Start(path),
            $"a move from '{Show(from)}' to '{Show(to)}' was applied here. Take it back with `gitopsgen migrate undo`, or, when "
                + "it is done, delete this file."
        );

    public static Diagnostic MovesNotFound(string path, string to) =>
        Error(
            "GOG135",
            Position.Start(path),
            $"this file was edited since, and which '{Show(to)}' in it were moved cannot be told any more. Restore it yourself; "
                + "--keep-going takes back the others."
        );

    public static Diagnostic MovedFileGone(string path) =>
        Error(
            "GOG136",
            Position.Start(path),
            "this file was moved into the new namespace and is not here any more. Restore it, or, if that is meant, say --keep-going."
        );

    public static Diagnostic CreatedFileEdited(string path) =>
        Error(
            "GOG137",
            Position.Start(path),
            "this new file of the move was edited since. Delete it yourself; --keep-going takes back everything else."
        );

    public static Diagnostic EarlierMovesLost(string path) =>
        Warning(
            "GOG138",
            Position.Start(path),
            "this file was edited since an earlier apply, and what that one moved cannot be told any more: undo will take back "
                + "only the moves of now."
        );

    public static Diagnostic NotAsApplied(string path, string why) =>
        Error("GOG139", Position.Start(path), $"this file is not as apply left it: {why}. What it holds now is not proved.");

    public static Diagnostic WouldMoveAgain(Position at, string evidence) =>
        Error("GOG140", at, $"a second apply would move this ({Show(evidence.TrimEnd('.'))}). Run `gitopsgen migrate apply` again.");

    public static Diagnostic NotSearched(Diagnostic why) => Error("GOG126", why.At, $"what is in this file is not proved: {why.Message}");

    public static Diagnostic MovedNoNamespace(Position at, string token, string why) =>
        Error(
            "GOG127",
            at,
            $"apply moved {Show(token)}, and that is no namespace of an object that moves: {why}. Undo the move, and decide it."
        );

    public static Diagnostic KeptUnsaid(Position at, string token) =>
        Error("GOG128", at, $"{Show(token)} was kept as a longer name, and is none: decide it in migration.yaml.");

    public static Diagnostic ChartDiffers(string chart, string difference) =>
        Error("GOG141", Position.Start(chart), $"what this chart makes differs from before in more than moved names: {Show(difference)}.");

    public static Diagnostic ChartBroken(string chart, string reason) =>
        Error("GOG142", Position.Start(chart), $"the move changed whether this chart renders: {Show(reason)}");

    public static Diagnostic ChartNotProved(string chart, string reason) =>
        Note("GOG143", Position.Start(chart), $"nothing is proved of what this chart makes: {Show(reason)}");

    public static Diagnostic ChartsNotProved(string reason) => Warning("GOG144", null, $"no chart was rendered: {reason}");

    public static Diagnostic NothingApplied(string folder) =>
        Error(
            "GOG145",
            null,
            $"no move is recorded in {Show(folder)}. Apply one with `gitopsgen migrate apply` first, or name the folder with --path."
        );

    public static Diagnostic CodeStays(Position at, string evidence) =>
        Warning(
            "GOG146",
            at,
            $"this code still names the old namespace and is not edited: {Show(evidence.TrimEnd('.'))}. Change it yourself, or "
                + "say --include-code."
        );

    public static Diagnostic ReviewOpen(Position at, string evidence, bool allowed)
    {
        var message = $"a person decides: {Show(evidence.TrimEnd('.'))}. Say move or keep in migration.yaml.";
        return !allowed ? Error("GOG147", at, message) : Warning("GOG147", at, message);
    }

    public static Diagnostic NewObjectInTheWay(string path) =>
        Error(
            "GOG148",
            Position.Start(path),
            "a file with other content is where a new object of the move belongs. Move it away, or name another folder with --write-to."
        );

    public static Diagnostic NothingToCopy(string kind, string from) =>
        Note(
            "GOG129",
            null,
            $"no {kind} of '{Show(from)}' that concerns the moved objects was found in the files, so none was written. Look in "
                + $"the cluster: kubectl get {kind.ToLowerInvariant()} -n {Show(from)}. With --with-defaults a sane one is written."
        );

    // ---- migrations
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

    // ---- monitoring
    public static Diagnostic MonitoredMissing(Position at, string unit, string kind, string name, IEnumerable<string> known) =>
        Error("GOG370", at, $"there is no {kind} '{Show(name)}' in {Show(unit)} whose metrics could be scraped.{Suggest(name, known)}");

    public static Diagnostic NothingOfAnnotations(Position at, string key) =>
        Warning(
            "GOG371",
            at,
            $"'{Show(key)}' has no effect while operatorMode is false: annotations cannot say it. Say 'operatorMode: true', or remove it."
        );

    public static Diagnostic NoPort(Position at, string port) =>
        Error(
            "GOG372",
            at,
            $"'{Show(port)}' is no port: say a number from 1 to 65535, or a name as containers give their ports (a-z, 0-9 and '-', at most "
                + "15, a letter among them)."
        );

    public static Diagnostic TimeoutBeyondInterval(Position at, string timeout, string interval) =>
        Error(
            "GOG373",
            at,
            $"a scrape may take {Show(timeout)}, but the next begins after {Show(interval)}: the operator refuses a monitor whose timeout "
                + "is longer than its interval. Shorten the timeout (5s unless said) or lengthen the interval (15s unless said)."
        );

    /// <param name="mend">A sentence without its full stop, as the one before.</param>
    public static Diagnostic MonitoringContradiction(Position at, string what, string mend) =>
        Error("GOG374", at, $"{Show(what)}. {mend}.");

    /// <param name="what">What would be needed of the chart's objects, the end of a sentence.</param>
    /// <param name="mend">A sentence without its full stop.</param>
    public static Diagnostic ChartOutOfReach(Position at, string app, string what, string mend) =>
        Error(
            "GOG375",
            at,
            $"Argo CD inflates the chart of \"{Show(app)}\", so {what}. {mend}; or use delivery 'rendered' or 'kustomize'."
        );

    public static Diagnostic MonitoredPortMissing(Position at, string unit, string port, string where, IEnumerable<string> known) =>
        Error(
            "GOG376",
            at,
            $"{Show(where)} in {Show(unit)} has no port '{Show(port)}', so nothing would be scraped.{Suggest(port, known)}"
        );

    /// <param name="why">The end of a sentence, and what to do.</param>
    public static Diagnostic SelectorUnfit(Position at, string unit, string labels, string why) =>
        Error("GOG377", at, $"in {Show(unit)} the labels {Show(labels)} select {why}");

    public static Diagnostic ForeignPrefix(Position at, string prefix) =>
        Note(
            "GOG378",
            at,
            $"cannot tell whether a Prometheus reads annotations that begin with '{Show(prefix)}/': the fleet's own stack reads "
                + "prometheus.io/ alone. docs/monitoring.md has the job that reads others."
        );

    public static Diagnostic ProberMissing(Position at) =>
        Error(
            "GOG379",
            at,
            "a Probe needs who probes. Say 'prober', the host:port of a blackbox exporter, such as blackbox-exporter.monitoring.svc:9115."
        );

    // ---- comparing
    /// <param name="purpose">The end of a sentence: <c>compare with</c>.</param>
    public static Diagnostic NoRepository(string folder, string purpose) =>
        Error(
            "GOG160",
            null,
            $"{folder} is in no repository of git, so there is nothing to {purpose}. Work in a clone, or make it a repository: git init."
        );

    public static Diagnostic NoCommit(string name, bool isEmpty, bool isShallow) =>
        Error(
            "GOG161",
            null,
            $"there is no commit '{Show(name)}' in this repository. "
                + (
                    isEmpty ? "It has no commit at all yet: commit once."
                    : isShallow
                        ? $"The clone is shallow: fetch it (git fetch --depth 1 origin {Show(name)}, then --base FETCH_HEAD), "
                            + "or clone with full history."
                    : "Fetch it (git fetch origin), or name another commit, branch or tag."
                )
        );

    public static Diagnostic ManifestUnreadable(Position at, string side, string reason) =>
        Warning("GOG162", at, $"in {Show(side)} the file cannot be read, so it is not known what changes: {reason}");

    public static Diagnostic NotRenderable(string side) =>
        Error(
            "GOG163",
            null,
            $"{Show(side)} does not render, so it is not known what changes. Mend what is said of it, or compare the files as they lie "
                + "there with --committed."
        );

    public static Diagnostic NoMergeBase(string @base, string head, bool isShallow) =>
        Error(
            "GOG164",
            null,
            $"'{Show(@base)}' and {Show(head)} have no commit in common. "
                + (isShallow ? "The clone is shallow: fetch its history (git fetch --unshallow), or c" : "C")
                + "ompare with that very commit: --base-exact."
        );

    // ---- publishing
    public static Diagnostic RenderIsStale(Position at, int files) =>
        Error(
            "GOG170",
            at,
            $"what is generated is not up to date: {files} file{(files == 1 ? "" : "s")}, of which this is the first. Run "
                + "`gitopsgen render`, then publish."
        );

    public static Diagnostic BaseMoved(Position at, string scope, string branch) =>
        Error(
            "GOG171",
            at,
            $"'{Show(branch)}' has changed this file since the checkout, and {Show(scope)} depends on it, so what was rendered "
                + $"is not what would be merged. Bring '{Show(branch)}' in (git pull or rebase), render and publish again."
        );

    public static Diagnostic ProtectedFile(Position at) =>
        Error(
            "GOG172",
            at,
            "this file decides who may change the repository or what runs there, so it is never published. Commit it yourself."
        );

    public static Diagnostic NotARegularFile(Position at, string kind) =>
        Error("GOG173", at, $"this is a {kind}; only regular files are published. Put the file itself there.");

    public static Diagnostic PlaintextSecret(Position at, string what) =>
        Error(
            "GOG174",
            at,
            $"{Show(what)}, so anyone who reads the repository would have it. Use an ExternalSecret, a SealedSecret or SOPS; "
                + "--allow-secrets publishes it all the same."
        );

    public static Diagnostic BranchInTheWay(string branch, string other) =>
        Error(
            "GOG175",
            null,
            $"there cannot be a branch '{Show(branch)}' while there is '{Show(other)}'. Delete that, or say another --branch-prefix."
        );

    public static Diagnostic PersonsCommits(string branch, string commit, string author, string? whyStale) =>
        Error(
            "GOG176",
            null,
            $"'{Show(branch)}' has a commit that publish did not make ({commit[..Math.Min(10, commit.Length)]} by "
                + $"{Show(author)}), so it is left alone{(whyStale is null ? "" : $", although {Show(whyStale)}")}. Merge it, or delete "
                + "the branch, and publish again."
        );

    public static Diagnostic PushRefused(string branch, string reason) =>
        Error("GOG177", null, $"the remote refused the branch '{Show(branch)}': {Show(reason)}.");

    public static Diagnostic NoBaseBranch(string branch, string remote) =>
        Error(
            "GOG178",
            null,
            $"{Show(remote)} has no branch '{Show(branch)}' to publish for. Correct spec.repository.branch, or say --base."
        );

    public static Diagnostic UnrelatedHistories(string branch, bool isShallow) =>
        Error(
            "GOG179",
            null,
            $"the checkout and '{Show(branch)}' have no commit in common. "
                + (
                    isShallow
                        ? "The clone is shallow: fetch its history (git fetch --unshallow)."
                        : "Check out the right repository, or a branch that has the base's history."
                )
        );

    public static Diagnostic TooManyNew(string branch, int limit) =>
        Warning(
            "GOG180",
            null,
            $"'{Show(branch)}' waits for the next run: this one opens {limit} pull request{(limit == 1 ? "" : "s")} at most "
                + "(--max-new-pull-requests)."
        );

    public static Diagnostic NotDecorated(int number, string what, string reason) =>
        Warning("GOG181", null, $"pull request {number} is there, but without {what}: {Show(reason)}.");

    public static Diagnostic NothingOfThatName(string name, IEnumerable<string> known) =>
        Error("GOG182", null, $"--only names '{Show(name)}', and there is nothing of that name to publish.{Suggest(name, known)}");

    public static Diagnostic BadBranchName(string branch) =>
        Error(
            "GOG183",
            null,
            $"'{Show(branch)}' cannot be the name of a branch (git's rules, at most 250 characters, and not the base). Say "
                + "another --branch-prefix."
        );

    public static Diagnostic TextFailed(Position at, string reason) =>
        Error(
            "GOG184",
            at,
            $"this text cannot be made: {Show(reason)}. Correct it, or delete the file to take the one that comes with the tool."
        );

    public static Diagnostic Declined(int number, string branch) =>
        Warning(
            "GOG185",
            null,
            $"pull request {number} of '{Show(branch)}' was closed by a person and has all of this content, so it is not opened "
                + "again. Reopen it, or delete the branch."
        );

    public static Diagnostic NotVerified(string branch, string commit, string reason) =>
        Warning(
            "GOG186",
            null,
            $"commit {commit[..Math.Min(10, commit.Length)]} of '{Show(branch)}' is there, but its host does not call it "
                + $"verified ({Show(reason)}): it signs what an App has made, not what a person's token has. Give an App's token "
                + "(--app-id, or a pipeline's own), or say --commit-via git and let git sign."
        );

    public static Diagnostic SeveralSteps(Position at, string unit, string branch, string from, string to, IEnumerable<string> next) =>
        Error(
            "GOG187",
            at,
            $"'{Show(branch)}' has {Show(unit)} in {from}, and one pull request would take it to {to}: what the phases between "
                + $"make ready or wait for would be missing. After {from} comes {string.Join(" or ", next)}; publish that, and go on "
                + "when it is merged and has settled."
        );

    public static Diagnostic NotSoakedOnBase(Position at, string unit, string branch, string other, string phase) =>
        Error(
            "GOG188",
            at,
            $"{Show(unit)} would be cut over while '{Show(branch)}' has \"{Show(other)}\", which is in the wave before, in "
                + $"{phase}: merged first, a fault would reach more clusters before anybody has seen it. Publish \"{Show(other)}\" "
                + "with --only, and the rest when that is merged."
        );

    public static Diagnostic ChangedMeanwhile() =>
        Error(
            "GOG189",
            null,
            "files of the fleet were changed during the run, so what was checked is not what would be published. Publish again "
                + "when nobody renders or edits."
        );

    public static Diagnostic ObjectFormat(string format) =>
        Error(
            "GOG250",
            null,
            "this repository names its objects by "
                + $"{format.ToUpperInvariant().Replace("SHA", "SHA-", StringComparison.Ordinal)}, and GitHub has none that does. "
                + "Publish from one that was made with `git init --object-format=sha1`."
        );

    public static Diagnostic UnsafePath(Position at, string trouble) =>
        Error("GOG251", at, $"this path {trouble}, so it is not published: not every system would check it out as that file. Rename it.");

    public static Diagnostic OfAnother(string branch, string other, bool isWanted)
    {
        var message =
            $"'{Show(branch)}' was published for {Show(other)}, so it is left alone. Give each base and each fleet of a repository "
            + "branches of its own (--branch-prefix).";
        return isWanted ? Error("GOG252", null, message) : Note("GOG252", null, message);
    }

    public static Diagnostic OfAnotherCheckout(string branch, string source, bool isWanted)
    {
        var message =
            $"'{Show(branch)}' was published from commit {source[..Math.Min(10, source.Length)]}, which this checkout does not have, so it "
            + $"is not {(isWanted ? "replaced" : "taken back")}. Merge or close its pull request, bring the commit in, or say --take-over.";
        return isWanted ? Error("GOG253", null, message) : Warning("GOG253", null, message);
    }

    public static Diagnostic Retargeted(int number, string branch, string other, string into) =>
        Warning(
            "GOG254",
            null,
            $"somebody made pull request {number} of '{Show(branch)}' one for '{Show(other)}' in place of '{Show(into)}'. It stays so, "
                + "and no second one is opened. Give it its base back, or close it and delete the branch."
        );

    public static Diagnostic TreeIsStale(Position at, string scope, int files) =>
        Error(
            "GOG255",
            at,
            $"in what {Show(scope)} would merge, this {(files == 1 ? "file is" : $"and {files - 1} more files are")} not as a render makes "
                + $"{(files == 1 ? "it" : "them")} from what is merged with {(files == 1 ? "it" : "them")}: git does not carry something "
                + "(see `git status --ignored`), or it changes what it carries. Nothing is pushed."
        );

    // ---- observing
    /// <param name="what">Argo CD or Prometheus.</param>
    /// <param name="mend">How the caller names it.</param>
    public static Diagnostic ServerNotNamed(Position at, string what, string url, string mend) =>
        Error(
            "GOG276",
            at,
            $"{what} at {Show(url)} was not asked: the fleet's files name it, and a token goes only where you say so yourself. {mend}"
        );

    public static Diagnostic NoServer(string environments, string mend) =>
        Error("GOG277", null, $"nobody says where the Argo CD of {Show(environments)} answers. {mend}");

    public static Diagnostic ArgoCdNotAsked(string trouble, int applications) =>
        Error(
            "GOG278",
            null,
            $"{Show(trouble.TrimEnd('.'))}. Of {(applications == 1 ? "one Application" : $"{applications} Applications")} nothing "
                + $"is known, "
                + "which holds promotions back and takes nothing for broken."
        );

    public static Diagnostic PrometheusNotAsked(string trouble) =>
        Error("GOG279", null, $"{Show(trouble.TrimEnd('.'))}. Its queries have no answer, so that gates with them stay shut.");

    public static Diagnostic QueryUnanswered(Position at, string query, string place, string why) =>
        Warning("GOG290", at, $"the query '{Show(query)}' has no answer for {Show(place)}: {Show(why)}");

    public static Diagnostic EvidenceNotCounted(string branch, string path, string why) =>
        Warning(
            "GOG291",
            null,
            $"{Show(path)} on the branch {Show(branch)} is not counted: {Show(why)}. Whoever may push there can promote, so look "
                + $"who put it "
                + "there; it may be deleted."
        );

    public static Diagnostic NoEvidenceBranch(string branch, string path) =>
        Error(
            "GOG292",
            null,
            $"the branch '{Show(branch)}' has other things than evidence, such as {Show(path)}, so nothing is added to it. Correct "
                + "promotion.evidenceBranch in gitopsgen.yaml, or take them out."
        );

    public static Diagnostic NoBaseToObserve(string branch, string remote) =>
        Error("GOG293", null, $"{Show(remote)} has no branch '{Show(branch)}', which Argo CD follows. Correct spec.repository.branch.");

    public static Diagnostic NotEvidence(string source, string why) =>
        Error("GOG294", null, $"{Show(source)} is no evidence: {Show(why)}. docs/observe.md has its form.");

    public static Diagnostic UnknownQuery(string query, string app, IEnumerable<string> known) =>
        Error("GOG295", null, $"\"{Show(query)}\" is no query of a gate or trigger of app \"{Show(app)}\".{Suggest(query, known)}");

    // ---- promotion

    public static Diagnostic PinNotEditable(Position at) =>
        Error(
            "GOG400",
            at,
            "this pin has a form that cannot be changed without touching more than its values (an anchor, say); write "
                + "`spec: {release: …}` plainly, or change it by hand"
        );

    /// <param name="instead">What the name is; empty where it is nothing else either.</param>
    public static Diagnostic NotOnBase(string what, string name, string branch, IEnumerable<string> known, string instead) =>
        Error(
            "GOG401",
            null,
            $"{Show(branch)} has no {what} '{Show(name)}'.{(instead.Length > 0 ? $" It is {Show(instead)}." : Suggest(name, known))}"
        );

    public static Diagnostic NotRunThere(string app, string where, string branch) =>
        Error("GOG402", null, $"on {Show(branch)} the app '{Show(app)}' does not run in {where}.");

    public static Diagnostic NotRolledBack(string why, bool isError)
    {
        var message = $"not taken back in {Show(why)}.";
        return isError ? Error("GOG403", null, message) : Warning("GOG403", null, message);
    }

    /// <param name="order">The branches, in the order in which they would break it.</param>
    public static Diagnostic MergesBreak(string order) =>
        Error("GOG404", null, $"merged in this order, open pull requests would break the order of the waves: {Show(order)}.");

    public static Diagnostic StatusNotSet(int number, string context, string why) =>
        Warning(
            "GOG341",
            null,
            $"pull request {number} did not get its status {Show(context)}, so what it says may be out of date: {Show(why)}. The token "
                + "needs statuses: write."
        );

    public static Diagnostic NotMergedYet(int number, string why) =>
        Warning(
            "GOG342",
            null,
            $"the gates of pull request {number} are open, but it was not merged: {Show(why)}. The next run tries again."
        );

    public static Diagnostic RequestsNotTold(string why) =>
        Error("GOG343", null, $"nobody could be told whether open pull requests may be merged: {Show(why)}");

    public static Diagnostic WaitsForItself(Position at, string wave, string status) =>
        Error(
            "GOG344",
            at,
            $"wave \"{Show(wave)}\" names {Show(status)} among its checks, which says whether all others have passed: it would wait for "
                + "itself. Take it out here; require it in the protection of the branch."
        );

    public static Diagnostic NotProposed(IReadOnlyList<string> units, int errors) =>
        Error(
            "GOG345",
            null,
            $"promoting {Some(units)} would bring {errors} {(errors == 1 ? "error" : "errors")} of `validate` that the base does not have, "
                + "so it is not proposed. Mend what is wrong in head and cut it anew, or waive it with a reason."
        );

    public static Diagnostic WrongAllTheSame(IReadOnlyList<string> errors) =>
        Warning(
            "GOG346",
            null,
            $"`validate` finds in this what the base does not have; it is proposed all the same, since it may be urgent: {Some(errors)}"
        );

    public static Diagnostic NoOutput(Position at, string output, string why) =>
        Error("GOG430", at, $"the waves cannot be written for {output}: {Show(why)}.");

    // ---- sizing

    /// <param name="at">Null for a file that is not there.</param>
    public static Diagnostic UsageMalformed(Position? at, string why) =>
        Error(
            "GOG420",
            at,
            $"this is no use that was measured: {Show(why)}. Write what Prometheus answers to the query in docs/scaling.md."
        );

    public static Diagnostic ScalingParameter(Position at, string name, string noun, IReadOnlyCollection<string> known) =>
        Error("GOG421", at, $"\"{Show(name)}\" is no {noun} of the app.{Suggest(name, known)}");

    /// <param name="isError">Nothing is left to work with.</param>
    public static Diagnostic UsageOfNobody(Position at, string why, bool isError) =>
        isError ? Error("GOG422", at, Show(why)) : Warning("GOG422", at, Show(why));

    /// <param name="at">Null where a measure is to blame.</param>
    public static Diagnostic SizeDoubtful(Position? at, string place, string why) => Warning("GOG423", at, $"{Show(place)}: {Show(why)}");

    // ---- dashboards

    public static Diagnostic DashboardUnfit(Position at, string why) => Error("GOG427", at, $"{Show(why)}.");

    // ---- outputs

    public static Diagnostic OutputNoJson(Position at, string output, string reason) =>
        Error("GOG424", at, $"what this line of the template becomes for {Show(output)} is not JSON: {Show(reason)}.");

    /// <param name="first">Where the other says it.</param>
    public static Diagnostic OutputTaken(Position at, string output, Position first) =>
        Error("GOG425", at, $"{Show(output)} is written already, as {first} says. Give one of the two another name.");

    public static Diagnostic OutputIsRecord(Position at, string to) =>
        Error("GOG426", at, $"an output cannot be '{Show(to)}': that file says which outputs there are. Give it another name.");

    // ---- judging

    public static Diagnostic UnknownRule(Position? at, string rule, IReadOnlyCollection<string> known) =>
        Error(
            "GOG350",
            at,
            $"there is no rule {Show(rule)}."
                + (Nearest.To(rule, known) is { } nearest ? $" Did you mean {nearest}?" : "")
                + " `gitopsgen validate --list-rules` names them all."
        );

    public static Diagnostic NoDate(Position at, string written) =>
        Error("GOG351", at, $"{Show(written)} is no day of the calendar. Write year, month and day, such as 2027-03-31.");

    public static Diagnostic WaiverExpired(Position at, string rule, string date, bool isNeeded) =>
        Error(
            "GOG352",
            at,
            $"the waiver of {rule} ended on {Show(date)}. "
                + (isNeeded ? "Mend what it covers, or decide anew how long it may stay." : "Nothing needs it any more: take it out.")
        );

    public static Diagnostic WaiverUnused(Position at, string rule) =>
        Warning("GOG353", at, $"the waiver of {rule} meets no finding. Take it out, or correct what it is limited to.");

    public static Diagnostic NothingAtPath(string path) =>
        Error("GOG354", null, $"there is no {Show(path)}. Name a file or a folder of manifests, or - for stdin.").OfArgument(path);

    public static Diagnostic TemplateLeft(Position at, string template) =>
        Error(
            "GOG355",
            at,
            $"a template stands here that nobody has filled in: {Show(template)}. Judge what it makes: `helm template … | gitopsgen "
                + "validate -`."
        );

    public static Diagnostic NothingToJudge(string paths) =>
        Error("GOG356", null, $"no object is in {Show(paths)}, so nothing was judged.");

    public static Diagnostic ChartNotJudged(string folder) =>
        Note(
            "GOG357",
            Position.Start(folder),
            $"{Show(folder)} is a Helm chart; its templates are no manifests and were not judged. Judge what it makes: "
                + "`helm template … | gitopsgen validate -`."
        );

    public static Diagnostic LinkNotFollowed(string path) =>
        Warning("GOG358", Position.Start(path), $"{Show(path)} is a link and was not followed, so what is behind it was not judged.");

    public static Diagnostic FileUnreadable(string path, string reason) =>
        Error("GOG359", Position.Start(path), $"{Show(path)} cannot be read: {reason}");

    public static Diagnostic CustomIdTaken(Position at, string id, string by) =>
        Error("GOG365", at, $"{Show(id)} is the id of {Show(by)} already. Give the rule another.");

    public static Diagnostic CustomRuleBroken(Position at, string what, string reason) =>
        Error("GOG366", at, $"the {what} cannot be read: {Show(reason)}");

    public static Diagnostic JudgedAsRendered(int files) =>
        Note(
            JudgedAsRenderedCode,
            null,
            $"{files} generated {(files == 1 ? "file is" : "files are")} not as a render would make {(files == 1 ? "it" : "them")}; what a "
                + "render would make was judged."
        );

    public static Diagnostic NotObjects(string path, int documents) =>
        Note(
            "GOG368",
            Position.Start(path),
            $"{documents} {(documents == 1 ? "document" : "documents")} of {Show(path)} {(documents == 1 ? "is" : "are")} no object of a "
                + "cluster (no apiVersion or kind)."
        );

    public static Diagnostic ListHoldsNoObject(Position at, string what) =>
        Error(
            "GOG323",
            at,
            $"this List has, where an object should stand: {what}. kubectl and Argo CD refuse all of it. Write objects, each with "
                + "apiVersion and kind."
        );

    public static Diagnostic NotInTheWiring(bool isMonitor, string name, IEnumerable<string> known) =>
        Error(
            "GOG320",
            null,
            $"there is no {(isMonitor ? "monitor and no PrometheusRule" : "Service and nothing that makes pods")} called "
                + $"{Show(name)}.{Suggest(name, known)}"
        );

    public static Diagnostic SamplesMalformed(Position at, string why) =>
        Error("GOG321", at, $"these are no samples: {Show(why)}. Write what Prometheus answers to the query in docs/wiring.md, as it is.");

    public static Diagnostic NoSamples(string path, string what) =>
        Error("GOG322", null, $"{Show(path)} {what}; --cost takes a JSON file of samples. Write manifests before --cost.").OfArgument(path);

    // ---- reviewing and verifying

    public static Diagnostic EventUnreadable(string file, string reason) =>
        Error(
            "GOG380",
            null,
            $"GITHUB_EVENT_PATH names {Show(file)}, which does not tell of a pull request ({Show(reason)}). Name the pull request with "
                + "--pull-request."
        );

    /// <param name="why">GitHub's own words.</param>
    public static Diagnostic CommentRefused(int number, string why) =>
        Warning(
            "GOG381",
            null,
            $"pull request {number} gets no comment, because the token may not write one ({Show(why)}). A workflow's needs pull-requests: "
                + "write, and that of a fork's pull request only reads; the summary of the job has the text."
        );

    public static Diagnostic ReportRefused(string what, string why) =>
        Warning(
            "GOG382",
            null,
            $"the commit gets no {what}, because the token may not make one ({Show(why)}). Give it the right, or --report none."
        );

    public static Diagnostic HeadMoved(int number, string judged, string now) =>
        Warning(
            "GOG383",
            null,
            $"pull request {number} went on from {Show(judged)} to {Show(now)} meanwhile, so the comment is left to the review of that."
        );

    public static Diagnostic BaseNotJudged(string why) =>
        Note("GOG384", null, $"the base could not be judged ({Show(why)}), so nobody knows which findings are new: each counts as one.");

    public static Diagnostic ReviewFails(string reasons) => Error("GOG385", null, $"the review fails: {Show(reasons)}.");

    public static Diagnostic SummaryNotWritten(string reason) =>
        Warning("GOG386", null, $"the file of GITHUB_STEP_SUMMARY cannot be written: {Show(reason)}");

    public static Diagnostic NoFleetInCommit(string folder) =>
        Error("GOG387", null, $"the commit has no folder {Show(folder)}. Call it from the folder that the fleet had then, or with --root.");

    public static Diagnostic NoCommitToVerify(string name, bool isShallow) =>
        Error(
            "GOG388",
            null,
            $"there is no commit {Show(name)} in this repository. "
                + (isShallow ? "The clone is shallow: fetch it (git fetch --unshallow)." : "Fetch it, or correct the name.")
        );

    public static Diagnostic VerifiedPlainly(bool isMerge) =>
        Note(
            "GOG389",
            null,
            (isMerge ? "this is a merge" : "the commit has no trailers of `gitopsgen publish`")
                + ", so nothing says how it was made: all that is generated in it is held against a render of its own inputs, by this tool."
        );

    /// <param name="said">Empty where it is not said.</param>
    public static Diagnostic MadeByAnotherVersion(string said, string here) =>
        Error(
            "GOG390",
            null,
            $"the commit was made by gitopsgen {(said.Length == 0 ? "of an unknown version" : Show(said))}, and this is {Show(here)}: "
                + "another version may render otherwise. Verify it with that one."
        );

    public static Diagnostic ParentNotHere(string commit) =>
        Error(
            "GOG391",
            null,
            $"what {Show(commit)} was made on is not here, so what it changes is not known. The clone is shallow: git fetch --unshallow"
        );

    public static Diagnostic TrailerUntrue(string trailer, string expected, string found) =>
        Error(
            "GOG392",
            null,
            $"the commit says {trailer}: {Show(found)}, and it is {Show(expected)}: it was changed after it was made, or somebody else "
                + "made it. Look who pushed it before you trust it."
        );

    public static Diagnostic MadeOnAnother(string said, string parent) =>
        Note(
            "GOG393",
            null,
            $"the commit was made on {Show(said)}, and stands on {Show(parent)}, which has that in its history: it was rebased or squashed."
        );

    public static Diagnostic EngineNotHere(IReadOnlyList<string> lacking, IReadOnlyList<string> here) =>
        Error(
            "GOG394",
            null,
            $"the commit was rendered with {Show(Some(lacking))}, and here is {Show(Some(here))}: what differs might be the engine's. Put "
                + "that version on PATH."
        );

    public static Diagnostic CommitNotRenderable(string commit) =>
        Error("GOG395", null, $"{Show(commit)} does not render here, so nothing is proved of it. The errors above say why.");

    public static Diagnostic CommitDiffers(Position at, string expected, string found, int files) =>
        Error(
            "GOG396",
            at,
            $"a render makes '{Show(expected)}' here, and the commit has '{Show(found)}'"
                + (files > 1 ? $"; {files - 1} more {(files == 2 ? "file differs" : "files differ")}" : "")
                + ". Somebody edited what is generated, or an input without a render: `gitopsgen render`."
        );

    public static Diagnostic AdoptedNotProved(IReadOnlyList<string> files) =>
        Error(
            "GOG397",
            Position.Start(files[0]),
            $"{Files(files)} {(files.Count == 1 ? "is" : "are")} kept as somebody edited {Them(files)} (render --adopt), which no render "
                + "makes. Take that back with render --discard."
        );

    public static Diagnostic SharedNotProved(IReadOnlyList<string> files) =>
        Error(
            "GOG398",
            Position.Start(files[0]),
            $"the commit changes {Files(files)}, generated for all apps together, in a way that its own tree does not make: it may hold "
                + "what another pull request brings, or an edit. Read the difference, or verify the base after both are merged."
        );

    public static Diagnostic OthersNotRendered(IReadOnlyList<string> files) =>
        Warning(
            "GOG399",
            Position.Start(files[0]),
            $"{Files(files)} {(files.Count == 1 ? "is" : "are")} not as a render of this commit makes {Them(files)}, but the commit does "
                + "not write there: another pull request may bring it."
        );

    // ---- schemas
    public static Diagnostic SchemaFileForeign(string path) =>
        Error(
            "GOG330",
            Position.Start(path),
            "this is no schema that `gitopsgen schema import` has written. Remove the file, and import the kind again."
        );

    public static Diagnostic NothingToImport(string source, bool isChart) =>
        Error(
            "GOG331",
            null,
            isChart
                ? $"the chart {Show(source)} has no CustomResourceDefinition below crds/. Where its templates make them, import what "
                    + "`helm template --include-crds` prints."
                : $"there is no schema to import in {Show(source)}. Name a CustomResourceDefinition, an OpenAPI description of an API "
                    + "server, or a folder or chart with such files."
        );

    public static Diagnostic DefinitionUnusable(Position at, string name, string why, string mend) =>
        Error("GOG332", at, $"the definition of {Show(name)} cannot be imported: {Show(why)}. {mend}");

    public static Diagnostic DescriptionWithoutRelease(Position at) =>
        Error("GOG333", at, "the description does not say of which Kubernetes it is (info.version). Say it: `--kubernetes-version 1.36`.");

    public static Diagnostic ImportedTwice(Position at, string kind, string first) =>
        Error("GOG334", at, $"{Show(kind)} is in {Show(first)} already, and not with the same schema. Import one of the two.");

    public static Diagnostic SchemaSourceUnreadable(string source, string why) =>
        Error("GOG335", null, $"{Show(source)} cannot be read: {Show(why)}.");

    public static Diagnostic SchemaPlaceUnusable(Position at, string place, string why) =>
        Error("GOG336", at, $"'{Show(place)}' is no place of schemas: {why}.");

    public static Diagnostic SchemaHostNotAllowed(Position at, string host) =>
        Error(
            "GOG337",
            at,
            $"schemas are to be fetched from {Show(host)}, and nobody who calls said that it may be asked. If it may: "
                + $"`--schema-host {Show(host)}`. Else import what is needed with `gitopsgen schema import`, or say --offline."
        );

    public static Diagnostic SchemaNotFetched(Position at, string address, string why) =>
        Error(
            "GOG338",
            at,
            $"the schema {Show(address)} cannot be fetched: {Show(why)}. What is imported with `gitopsgen schema import` needs no network; "
                + "with --offline kinds without a schema are counted."
        );

    public static Diagnostic FetchedNoSchema(Position at, string address) =>
        Error(
            "GOG339",
            at,
            $"what {Show(address)} gives is no schema of that kind that stands for itself. Name files of JSON Schema in one piece "
                + "(kubeconform's are called standalone), or definitions."
        );

    // ---- doors of Kustomize and Helm
    public static Diagnostic ForeignPlugin(Position at, string kind) =>
        Error(
            "GOG230",
            at,
            $"'{Show(kind)}' is no plugin of Kustomize's own (apiVersion: builtin) that only reads files: it would run a "
                + "program, or fetch a chart. Take it out; a chart belongs into 'chart' in app.yaml."
        );

    public static Diagnostic KustomizeSpelling(Position at, string key, string field) =>
        Error("GOG231", at, $"Kustomize reads the key '{Show(key)}' as '{field}'. Write it so.");

    public static Diagnostic KustomizeMerge(Position at) =>
        Error("GOG232", at, "Kustomize lets what '<<' merges win over what stands before it, other readers do not. Write the entries out.");

    public static Diagnostic PluginFolderField(Position at, string key) =>
        Error(
            "GOG233",
            at,
            $"a folder of plugin configurations has resources only; '{Show(key)}' would change them unseen. Write them as they "
                + "shall be, or name their files."
        );

    public static Diagnostic ChartSchemaReference(Position at, string chart, string file, string reference) =>
        Error(
            "GOG234",
            at,
            $"the schema {Show(file)} of the chart {Show(chart)} refers to '{Show(reference)}', which Helm would fetch or read "
                + "from outside of the chart. Write what is there into the schema, or take another version of the chart."
        );

    public static Diagnostic ChartEntry(Position at, string chart, string entry, string what) =>
        Error(
            "GOG235",
            at,
            $"'{Show(entry)}' in the chart {Show(chart)} is {what}; a chart holds files and folders below its own. Take it out."
        );

    public static Diagnostic ChartTooLarge(Position at, string chart, string what) =>
        Error("GOG236", at, $"the chart {Show(chart)} has {what}; that is no chart for Helm. Take out what does not belong to it.");

    public static Diagnostic PatternUnsure(Position at, string unit, string target) =>
        Warning(
            "GOG237",
            at,
            $"cannot tell whether the patch's target ({Show(target)}) matches an object of {unit}: Kustomize may read this "
                + "pattern or selector differently. Write it with letters, '.', '*', '+', '?', '|', [a-z] and groups."
        );

    // ---- rules and routes, as promtool and amtool see them
    public static Diagnostic ToolMissing(string tool, int count, string what) =>
        Note(
            "GOG360",
            null,
            $"{tool} is not on PATH, so {count} {what.Split(' ')[0]}{(count == 1 ? "" : "s")}{what[what.Split(' ')[0].Length..]} "
                + $"{(count == 1 ? "was" : "were")} not checked by it. Install it, and put it on PATH; what lies in a "
                + "repository is not run."
        );

    /// <param name="isQuery">Of a dashboard, and no rule.</param>
    public static Diagnostic RuleRefused(Position at, string title, string complaint, bool isQuery = false) =>
        Error(
            "GOG361",
            at,
            $"{Show(title)}: promtool says: {Show(complaint)}. "
                + (isQuery ? "It stays empty: correct the query." : "Prometheus would not load it: correct the rule.")
        );

    /// <param name="isGuessed">The configuration is made of a template whose values are not known here.</param>
    public static Diagnostic ConfigurationRefused(Position at, string title, string complaint, bool isGuessed) =>
        isGuessed
            ? Note(
                "GOG362",
                at,
                $"{Show(title)}, without the values of its template: amtool says: {Show(complaint)}. Look whether it is right with them."
            )
            : Error("GOG362", at, $"{Show(title)}: amtool says: {Show(complaint)}. Alertmanager would not load it: correct it.");

    public static Diagnostic AlertTestFailed(Position at, string complaint) =>
        Error("GOG363", at, $"this test of alerts fails: {Show(complaint)}. Correct the rule, or what is expected.");

    /// <param name="at">Of what it was asked; null for several.</param>
    public static Diagnostic ToolFailed(string tool, string why, Position? at = null) =>
        Error("GOG364", at, $"{tool} gave no answer: {Show(why)}. Run it by hand to see more, or take another version of it.");

    public static Diagnostic BranchesNotAsked(Position at, string first, int count) =>
        Note(
            "GOG340",
            at,
            count == 1
                ? $"amtool was not asked about {Show(first)}: the operator makes a configuration of it first."
                : $"amtool was not asked about {Show(first)} and {count - 1} more such: the operator makes a configuration of them first."
        );

    // ---- what the machine or the tool itself does wrong
    public static Diagnostic AccessDenied(Position? at, string path) =>
        Error(
            "GOG220",
            at,
            $"{Where(at, path)}permission denied. Give the user that runs the tool the right to it, or run as one who has it."
        );

    public static Diagnostic ReadOnlySystem(Position? at, string path) =>
        Error(
            "GOG221",
            at,
            $"{Where(at, path)}nothing can be written there: the file system is read-only. Mount it writable, or work in a copy."
        );

    public static Diagnostic PathTooLong(Position? at, string path) =>
        Error(
            "GOG222",
            at,
            $"{Where(at, path)}the path, or a part of it, is longer than the system takes (most take 255 bytes for a part and "
                + "4096 in all). Shorten it."
        );

    public static Diagnostic DiskFull(Position? at, string path) =>
        Error("GOG223", at, $"{Where(at, path)}no space is left there. Make room and run again.");

    public static Diagnostic SystemRefuses(Position? at, string path, string reason) =>
        Error(
            "GOG224",
            at,
            $"{Where(at, path)}the system refuses: {Show(reason)}. Run it again; where that does not help, mend it there: "
                + "limits (ulimit), memory, the disk."
        );

    public static Diagnostic NotThatKind(Position? at, string path) =>
        Error("GOG225", at, $"{Where(at, path)}a folder is where a file belongs, or a file where a folder does. Move it away.");

    public static Diagnostic NotThere(Position? at, string path) =>
        Error(
            "GOG226",
            at,
            path.Contains('\ufffd', StringComparison.Ordinal)
                ? $"{Where(at, path)}the name is not UTF-8, so nothing of that name is found. Rename it."
                : $"{Where(at, path)}this is not there, or not any more. Run again when nobody moves or deletes anything; else restore it."
        );

    public static Diagnostic ProgramDoesNotStart(string program, string reason) =>
        Error("GOG227", null, $"the program '{Show(program)}' cannot be started: {Show(reason)}. Install it, or put it on PATH.");

    /// <param name="sentence">Of ours: what stopped, why, and what to do.</param>
    public static Diagnostic Stopped(string sentence) => Error("GOG228", null, sentence);

    /// <param name="sentence">Of the library or of ours: which words of the command line are wrong, and why.</param>
    public static Diagnostic WrongUsage(string sentence) => Error("GOG262", null, sentence);

    public static Diagnostic FaultOfTheTool(string command, string kind, string place) =>
        Error(
            "GOG229",
            null,
            $"`{command}` failed by a fault of the tool itself ({kind} in {place}). Run it again with --verbose, and report "
                + "what that prints."
        );

    // Where it is inside the repository, the position says it already.
    private static string Where(Position? at, string path) => at is null && path.Length > 0 ? $"{Show(path)}: " : "";

    // ---- the tool's own folder, and what stands in place of a file

    public static Diagnostic StateUnusable(string path, string reason) =>
        Error(
            "GOG190",
            null,
            $"the tool cannot work in its own folder {Show(path)}: {Show(reason)}. Make room or give yourself the right to "
                + "write there; commands that only read need neither."
        );

    public static Diagnostic StateNotOwn(string path, string reason) =>
        Error(
            "GOG191",
            null,
            $"{Show(path)} is of the tool's own folder, but {Show(reason)}, so nothing in it is believed. Remove it; what it "
                + "held is computed again."
        );

    public static Diagnostic JournalOfLaterVersion(string path, int version, int known) =>
        Error(
            "GOG192",
            null,
            $"a later version of the tool was cut off while it wrote (the journal {Show(path)} has version {version}, this one "
                + $"knows {known}). Run that version once more, so that it finishes; nothing was changed."
        );

    public static Diagnostic JournalPutAside(string path, string aside, string reason) =>
        Warning(
            "GOG193",
            null,
            $"{Show(path)} is no journal of this tool ({Show(reason)}), so nothing was done by it. It is now {Show(aside)}; "
                + "look at it if you like, and delete it."
        );

    public static Diagnostic UnfinishedWrite(string path, bool isHeld, bool isJudged)
    {
        var message =
            (isHeld ? "another run is writing here now" : $"an earlier run was interrupted while it wrote ({Show(path)})")
            + ", so what lies here may be half of it. "
            + (
                isHeld
                    ? "Run again when that one has ended."
                    : "The next command that writes here finishes it: `gitopsgen render`, or `gitopsgen migrate apply` or `undo`."
            );
        return isJudged ? Error("GOG312", null, message) : Warning("GOG312", null, message);
    }

    public static Diagnostic NotRegular(Position at, string path, string found) =>
        Error("GOG194", at, $"'{Show(path)}' is {found}, and is not opened. Put a regular file there.");

    public static Diagnostic StateCommitted(string path) =>
        Error(
            "GOG195",
            Position.Start(path),
            $"'{Show(path)}' is committed, and the tool believes nothing that others can commit. Take it out: git rm -r "
                + $"--cached {Show(path)}"
        );

    public static Diagnostic PlantedRepository(string path) =>
        Error(
            "GOG240",
            null,
            $"{Show(path)} has HEAD, objects and refs as a git repository has, and git would obey its settings, which name "
                + "programs. Take them out; or, if it is your own, set GIT_DIR to it."
        );

    public static Diagnostic OwnedOfLaterVersion(string path, int version, int known) =>
        Error(
            "GOG196",
            Position.Start(path),
            $"this record was written by a later version of the tool (version {version}, this one knows {known}). Render with "
                + "that version; an older one might lose what it does not know."
        );

    public static Diagnostic RelocationOfLaterVersion(string path, int version, int known) =>
        Error(
            "GOG197",
            null,
            $"the record of what was applied, {Show(path)}, was written by a later version of the tool (version {version}, this "
                + $"one knows {known}). Use that version to verify it or to take it back."
        );

    // ---- what git carries, and what it can tell

    /// <param name="rule">Its pattern, file and line.</param>
    public static Diagnostic IgnoredByGit(Position at, string rule, IReadOnlyList<string> files) =>
        Error(
            "GOG280",
            at,
            $"git does not carry {Files(files)}: {Show(rule)} ignores {Them(files)}, so every other clone lacks what the fleet needs. Take "
                + $"the rule out, or except {Them(files)} below it with '!', or add {Them(files)} all the same (git add --force)."
        );

    /// <param name="rule">The attribute and its place, or the setting.</param>
    /// <param name="mend">Without a full stop.</param>
    public static Diagnostic ChangedByGit(Position at, string rule, IReadOnlyList<string> files, string mend) =>
        Error(
            "GOG281",
            at,
            $"git does not carry the bytes of {Files(files)}: by {Show(rule)} it commits or checks out others, so no other clone has what "
                + $"is read or written here. {mend}."
        );

    public static Diagnostic OtherRepository(Position at, string folder, int files) =>
        Error(
            "GOG282",
            at,
            $"'{Show(folder)}' is a repository of its own or a submodule, so git does not carry the {files} "
                + $"file{(files == 1 ? "" : "s")} of the "
                + "fleet in it. Take its .git away, and the submodule out (git rm --cached), and add the files themselves."
        );

    public static Diagnostic UnwatchedByGit(Position at, IReadOnlyList<string> files) =>
        Error(
            "GOG283",
            at,
            $"git was told to take {Files(files)} for unchanged, so what is here now is not committed. Tell it to look again: git "
                + "update-index "
                + "--no-assume-unchanged --no-skip-worktree <path>"
        );

    public static Diagnostic NotCheckedOut(Position at, IReadOnlyList<string> files) =>
        Error(
            "GOG284",
            at,
            $"this is a sparse checkout, and it leaves out {Files(files)} of the fleet; without {Them(files)} the fleet would look smaller "
                + "than it is. Check everything out: git sparse-checkout disable"
        );

    public static Diagnostic ForeignOwner(string folder) =>
        Error(
            "GOG285",
            null,
            $"git does not work in {Show(folder)}, because it belongs to another user, so what is committed is not known. If you trust "
                + $"it: git config --global --add safe.directory {Show(folder)}"
        );

    /// <param name="why">The end of a sentence.</param>
    /// <param name="mend">A sentence.</param>
    public static Diagnostic RepositoryUnusable(string folder, string why, string mend) =>
        Error("GOG286", null, $"git cannot work with the repository at {Show(folder)}: {Show(why)}. {mend}");

    /// <param name="what">An object, with its id where it is known.</param>
    /// <param name="said">Git's own words; empty without any.</param>
    public static Diagnostic ObjectLacking(string what, string said, bool isPartial, bool isOffline) =>
        Error(
            "GOG287",
            null,
            $"git lacks {Show(what)} or cannot read it{(said.Length == 0 ? "" : $" ({Show(said)})")}, so what follows from it is "
                + "not known. "
                + (
                    !isPartial ? "The repository is damaged: git fsck names what is; git fetch --refetch brings it again, or clone anew."
                    : isOffline
                        ? "The clone is partial, and --offline keeps git from fetching what it lacks. Run once without --offline, or fetch "
                            + "all: git fetch --refetch --no-filter"
                    : "The clone is partial, and its remote did not give it. See that `git fetch` works, or fetch all: git fetch --refetch "
                        + "--no-filter"
                )
        );

    public static Diagnostic LineEndsOfGenerated(Position at, IReadOnlyList<string> files) =>
        Error(
            "GOG288",
            at,
            $"{Files(files)} {(files.Count == 1 ? "has" : "have")} CR LF at the ends of lines, and {(files.Count == 1 ? "is" : "are")} as "
                + "generated but for that: a checkout made it so (core.autocrlf or eol=crlf), or an editor. Write '* text=auto "
                + "eol=lf' into "
                + ".gitattributes, then have the files anew with --discard."
        );

    public static Diagnostic HistoryCutOff() =>
        Error(
            "GOG289",
            null,
            "this clone is shallow, and its history is cut off before the commit that it has in common with the branch that Argo CD "
                + "follows, "
                + "so what is synced is not known. Fetch the history: git fetch --unshallow"
        );

    private static string Files(IReadOnlyList<string> files) =>
        files.Count == 1 ? $"'{Show(files[0])}'" : $"{files.Count} files ({Show(Some(files))})";

    private static string Them(IReadOnlyList<string> files) => files.Count == 1 ? "it" : "them";

    private static Diagnostic Error(string code, Position? at, string message) => new(Severity.Error, code, at, message);

    private static Diagnostic Warning(string code, Position? at, string message) => new(Severity.Warning, code, at, message);

    private static Diagnostic Note(string code, Position? at, string message) => new(Severity.Note, code, at, message);

    /// <summary>The first of several places that have the same to say, and how many there are.</summary>
    internal static string Some(IReadOnlyList<string> places) =>
        places.Count <= 3 ? string.Join(", ", places) : $"{string.Join(", ", places.Take(2))} and {places.Count - 2} more";

    // What a person wrote is not shown at any length; what is not plain text in it is escaped where it is printed.
    private static string Show(string written)
    {
        var shown = Secrets.Hide(written);
        return shown.Length <= 200 ? shown : $"{shown[..(char.IsHighSurrogate(shown[198]) ? 198 : 199)]}…";
    }

    // Another message, which was cut already where it had to be.
    private static string ShowLong(string message)
    {
        var shown = Secrets.Hide(message);
        return shown.Length <= 1000 ? shown : $"{shown[..(char.IsHighSurrogate(shown[998]) ? 998 : 999)]}…";
    }

    private static string HowToWrite(string expected) =>
        expected switch
        {
            "boolean" => " Write true or false.",
            "integer" => " Write a whole number, without quotes.",
            "number" => " Write a number, without quotes.",
            "list" => " Begin each item with '- ', or write [a, b].",
            "map" => " Write 'key: value' lines below it, or {}.",
            _ => "",
        };

    private static string Minutes(TimeSpan span) =>
        span < TimeSpan.FromMinutes(2) ? $"{(int)span.TotalSeconds} s" : $"{Math.Round(span.TotalMinutes, 1)} min";

    private static string Range(decimal? minimum, decimal? maximum) =>
        (minimum, maximum) switch
        {
            ({ } least, { } greatest) => $"from {least} to {greatest}",
            ({ } least, null) => $"at least {least}",
            (null, { } greatest) => $"at most {greatest}",
            _ => "a smaller number",
        };

    private static string Meaning(string description) => description.Length == 0 ? "" : $" Meaning: {description}";

    private static string In(string parent) => parent.Length == 0 ? "" : $" in {Show(parent)}";

    private static string Name(string name) => name.Length == 0 ? "the file" : Show(name);

    private static string A(string noun) =>
        noun switch
        {
            "text" or "null" or "nothing" => noun,
            _ when noun.Split(" or ") is [var one, var other] => $"{A(one)} or {A(other)}",
            _ when "aeiou".Contains(noun[0], StringComparison.Ordinal) => $"an {noun}",
            _ => $"a {noun}",
        };

    internal static string Suggest(string written, IEnumerable<string> known)
    {
        var all = known.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var nearest = Nearest.To(written, all);
        var more = all.Count > 12 ? ", …" : "";
        var list = all.Count == 0 ? " There are none." : $" Known: {string.Join(", ", all.Take(12).Select(Show))}{more}.";
        return nearest is null ? list : $" Did you mean '{Show(nearest)}'?{list}";
    }
}
