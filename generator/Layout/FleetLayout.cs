using System.Collections.Immutable;

namespace GitOpsGen.Layout;

/// <summary>
/// Where everything of a fleet stands in its repository, both ways: what a path is called, and what stands at a path. No other part of the
/// tool knows a folder's name. All paths are relative to the fleet's root, with '/' between parts.
/// </summary>
public static class FleetLayout
{
    public const string FleetFile = "gitopsgen.yaml";

    /// <summary>The folder of the apps.</summary>
    public const string Apps = "apps";

    /// <summary>The folder of the environments.</summary>
    public const string Environments = "environments";

    /// <summary>The folder of Argo CD's documents.</summary>
    public const string ArgoCd = "argocd";

    /// <summary>The folder of texts that all apps share.</summary>
    public const string Templates = "templates";

    /// <summary>The folder of a fleet's own texts for the documents of a migration.</summary>
    public const string MigrationTemplates = Templates + "/migration";

    public const string CommitMessage = Templates + "/commit-message.md";

    public const string PullRequest = Templates + "/pull-request.md";

    /// <summary>How many series targets give, as somebody asked Prometheus; it is there where the fleet has such a file.</summary>
    public const string Samples = "monitoring/samples.json";

    /// <summary>The Application of Applications, which people apply once.</summary>
    public const string Root = ArgoCd + "/root.yaml";

    /// <summary>The record of what <see cref="ArgoCd"/> owns beside the units.</summary>
    public const string SharedRecord = ArgoCd + "/" + OverlayFolder.RecordFile;

    /// <summary>What Argo CD's own documents are called below <see cref="ArgoCd"/>: globs as an Application knows them.</summary>
    public const string WatchedByRoot = "{apps/*,projects/*}";

    internal const string Applications = ArgoCd + "/apps";

    internal const string OtherRoots = ArgoCd + "/roots";

    internal const string Projects = ArgoCd + "/projects";

    internal const string Yaml = ".yaml";

    /// <summary>The folders and files that a render reads or writes, and that are published.</summary>
    public static ImmutableArray<string> Roots { get; } = [Apps, ArgoCd, Environments, MigrationTemplates, FleetFile];

    /// <summary>What tells of the state of clusters, what that follows from, and what it is measured by.</summary>
    public static ImmutableArray<string> ComparedRoots { get; } = [FleetFile, Environments, ArgoCd, Apps, Samples];

    public static AppFolder App(string app) => new(app);

    public static EnvironmentFolder Environment(string environment) => new(environment);

    public static string Application(string environment, string app) => $"{Applications}/{environment}/{app}{Yaml}";

    /// <summary>The Application of Applications of an Argo CD with environments of its own.</summary>
    /// <param name="root">Null: the fleet's.</param>
    public static string RootOf(string? root) => root is null ? Root : $"{OtherRoots}/{root}{Yaml}";

    /// <summary>What stands for the Applications of an environment in the globs of a root.</summary>
    public static string ApplicationsGlob(string environment) => $"{Applications[(ArgoCd.Length + 1)..]}/{environment}/*";

    /// <summary>What stands for a project in the globs of a root.</summary>
    public static string ProjectGlob(string environmentClass) => Project(environmentClass)[(ArgoCd.Length + 1)..];

    /// <summary>The AppProject of the environments of a class.</summary>
    public static string Project(string environmentClass) => $"{Projects}/{environmentClass}{Yaml}";

    /// <summary>The waves as another promoter reads them; no root takes them in.</summary>
    public static string Promotion(string promoter) => $"{ArgoCd}/promotion/{promoter}{Yaml}";

    /// <summary>How people and messages call a unit: its overlay's folder below that of all environments.</summary>
    public static string UnitName(string directory) => directory[(Environments.Length + 1)..];

    /// <summary>The same folder in another environment: as deep, so that relative paths mean the same there.</summary>
    public static string InEnvironment(string directory, string environment)
    {
        var unit = UnitName(directory);
        return Environment(environment).Directory + unit[unit.IndexOf('/', StringComparison.Ordinal)..];
    }

    /// <summary>The releases that lie in a folder which is an app's own; null for any other folder.</summary>
    public static string? ReleasesIn(string folder) =>
        ReadFolder(folder) is AppFile { App: var app } && folder == App(app).Directory ? App(app).Releases : null;

    /// <summary>It is generated for several apps together, so a change of one app may bring what belongs to another.</summary>
    public static bool IsShared(string path) => Read(path).IsShared;

    /// <summary>What stands at a path, by its names alone.</summary>
    public static FleetPath Read(string path) => PathReader.Read(path);

    /// <summary>What a folder is, told from any file in it.</summary>
    public static FleetPath ReadFolder(string directory) => PathReader.Read($"{directory}/{OverlayFolder.KustomizationFile}");
}
