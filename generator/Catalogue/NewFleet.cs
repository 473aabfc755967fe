using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

/// <summary>Where the repository of a new fleet is, as far as anybody here can tell.</summary>
/// <param name="Url">Null where nobody knows it yet.</param>
/// <param name="Branch">Null likewise.</param>
public sealed record NewRepository(string? Url, string? Branch);

/// <summary>A fleet that is to be made: which apps, where, and the files that say so.</summary>
/// <param name="Name">A DNS label.</param>
public sealed record NewFleet(
    string Name,
    NewRepository Repository,
    ImmutableArray<CatalogueApp> Apps,
    ImmutableArray<NewEnvironment> Environments,
    AppCatalogue Catalogue
)
{
    /// <summary>The environment of a cluster on a developer's own machine.</summary>
    public const string Local = "local";

    /// <summary>It joins the rules that are there, where there are any.</summary>
    public const string IgnoreFile = ".gitignore";

    /// <summary>The same of attributes.</summary>
    public const string AttributesFile = ".gitattributes";

    public const string ReadMe = "README.md";

    /// <summary>Where the first steps stand in a repository that has a README of its own.</summary>
    public const string ReadMeBeside = "docs/gitops.md";

    private const string Development = "dev";

    private const string DefaultBranch = "main";

    /// <summary>What environments are called in which apps are tried out before anything else has them.</summary>
    private static readonly ImmutableArray<string> Early = [Development, "development", "test"];

    /// <summary>Prerequisites that the apps name, in the order of their names.</summary>
    public IEnumerable<string> Prerequisites =>
        Apps.SelectMany(app => app.Requires)
            .Where(name => Apps.All(app => app.Name != name))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    /// <summary>The releases that the pins of environments name which do not follow head.</summary>
    public ImmutableArray<FirstRelease> Releases =>
        [
            .. Environments
                .Where(environment => !environment.FollowsHead)
                .SelectMany(environment => environment.Apps)
                .DistinctBy(app => app.Name)
                .OrderBy(app => app.Name, StringComparer.Ordinal)
                .Select(FirstRelease.Of),
        ];

    /// <summary>
    /// The environments of the clusters; without any, one for development and, where an app has something for it, a local one.
    /// </summary>
    public static NewFleet Of(
        string name,
        NewRepository repository,
        ImmutableArray<CatalogueApp> apps,
        IReadOnlyList<NewCluster> clusters,
        AppCatalogue catalogue
    )
    {
        var features = apps.SelectMany(app => app.Features).ToImmutableSortedSet(StringComparer.Ordinal);
        var hasLocal = catalogue.LocalFeatures.Any(features.Contains);
        var groups = (clusters.Count > 0 ? clusters : Guessed(hasLocal))
            .GroupBy(cluster => cluster.Environment, StringComparer.Ordinal)
            .ToList();
        var heads = Heads([.. groups.Select(group => group.Key).Where(key => !IsLocal(key))]);
        var environments = groups
            .Select(group => Environment(group.Key, [.. group]))
            .OrderBy(environment => environment.Wave is not null && !environment.FollowsHead);
        return new NewFleet(name, repository, apps, [.. environments], catalogue);

        // A laptop's cluster runs what was made for one; a rollout passes it by.
        bool IsLocal(string environment) => environment == Local && hasLocal;

        NewEnvironment Environment(string environment, ImmutableArray<NewCluster> here)
        {
            var isLocal = IsLocal(environment);
            ImmutableArray<string> wanted = isLocal ? catalogue.LocalFeatures : catalogue.CloudFeatures;
            ImmutableArray<string> has = [.. wanted.Where(features.Contains)];
            var runs = isLocal ? catalogue.WithRequired(apps.Where(IsForLocal).Select(app => app.Name)) : apps;
            return new NewEnvironment(environment, isLocal ? null : environment)
            {
                Root = isLocal ? Local : null,
                FollowsHead = isLocal || heads.Contains(environment),
                Features = has,
                KubernetesVersion = ClusterVersions.For(runs, has),
                KnownFeatures = features,
                Clusters = here,
                Apps = runs,
            };
        }

        bool IsForLocal(CatalogueApp app) => catalogue.LocalFeatures.Any(app.Features.Contains);
    }

    /// <summary>Every file of the repository, by path.</summary>
    /// <param name="readMe">Where the first steps are told.</param>
    public ImmutableSortedDictionary<string, byte[]> Files(string readMe = ReadMe)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
        foreach (var (path, content) in Apps.SelectMany(app => app.Files))
            files[path] = content;
        if (Apps.SelectMany(app => app.Files).Any(file => file.Key.StartsWith(AppPages.Runbooks, StringComparison.Ordinal)))
            files[AppPages.Bootstrap] = Catalogue.Bootstrap;
        foreach (var (path, content) in Releases.SelectMany(release => release.Files))
            files[path] = content;
        foreach (var environment in Environments)
            Add(environment.Path, environment.Write());
        foreach (var environment in Environments.Where(environment => !environment.FollowsHead))
        foreach (var release in Releases.Where(release => environment.Apps.Any(app => app.Name == release.App)))
            Add(FleetLayout.Environment(environment.Name).Pin(release.App), release.Pin("../../../docs/schemas/pin.json"));
        foreach (var name in Shapes.ByName.Keys)
            Add($"docs/schemas/{name}.json", Shapes.Schema(name));
        Add(FleetLayout.FleetFile, NewFleetSettings.Write(this));
        Add(readMe, NewFleetReadMe.Write(this, readMe));
        Add(AttributesFile, NewFleetTexts.GitAttributes);
        Add(IgnoreFile, NewFleetTexts.GitIgnore);
        return files.ToImmutable();

        void Add(string path, string text) => files[path] = Encoding.UTF8.GetBytes(text);
    }

    /// <summary>The branch that Argo CD follows.</summary>
    public string Branch => Repository.Branch ?? DefaultBranch;

    private static IReadOnlyList<NewCluster> Guessed(bool hasLocal) =>
        [
            new(Development, "dev-1", $"https://dev-1.{NewEnvironment.PlaceholderDomain}") { IsGuess = true },
            .. hasLocal ? [new NewCluster(Local, "kind-local", "https://kubernetes.default.svc") { IsGuess = true }] : (NewCluster[])[],
        ];

    // By their names, else the first: somewhere a change must show before it is released.
    private static ImmutableHashSet<string> Heads(IReadOnlyList<string> environments)
    {
        var early = environments.Where(Early.Contains).ToImmutableHashSet(StringComparer.Ordinal);
        return early.IsEmpty ? [.. environments.Take(1)] : early;
    }
}
