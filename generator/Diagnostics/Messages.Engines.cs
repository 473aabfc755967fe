namespace GitOpsGen.Diagnostics;

// ---- engines
public static partial class Messages
{
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
}
