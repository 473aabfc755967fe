namespace GitOpsGen.Diagnostics;

// ---- apps
public static partial class Messages
{
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

    public static Diagnostic UnknownSyncOption(Position at, string option, IEnumerable<string> known) =>
        Warning(
            "GOG437",
            at,
            $"the sync option '{Show(option)}' is none that is known, and Argo CD says nothing of one that it does not know. An option is "
                + $"written as Name=true or Name=false.{Suggest(option.Split('=')[0], known)}"
        );

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

    public static Diagnostic ParameterName(Position at, string name) =>
        Error(
            "GOG438",
            at,
            $"no template can read a parameter that is called '{Show(name)}'. Use letters, digits and '_', a letter first, and no word of "
                + "the templates' language, such as maxReplicas."
        );

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
}
