using GitOpsGen.Layout;
using Xunit;

namespace GitOpsGen.Tests.Layout;

/// <summary>What is built is read back as what it was, whatever people call their environments, apps, clusters and releases.</summary>
public sealed class FleetLayoutTests
{
    // Every name that means something somewhere, as names of a user's.
    private static readonly string[] Names =
    [
        "a",
        "apps",
        "argocd",
        "environments",
        "projects",
        "releases",
        "patches",
        "iam",
        "rendered",
        "rollback",
        "old",
        "new",
        "migration",
        "components",
        "root",
        "owned",
        "con",
        "web-1",
        new('a', 63),
    ];

    private static readonly string[] OverlayRests =
    [
        OverlayFolder.KustomizationFile,
        OverlayFolder.ValuesFile,
        OverlayFolder.ChartFile,
        OverlayFolder.ManifestsFile,
        OverlayFolder.RollbackRunbook,
        OverlayFolder.Patch("x.yaml"),
        OverlayFolder.Patch(OverlayFolder.ValuesFile),
        OverlayFolder.Patch(OverlayFolder.RecordFile),
        OverlayFolder.Resource("x.yaml"),
        OverlayFolder.Job("x.yaml"),
        OverlayFolder.Bridge("x.yaml"),
        $"{OverlayFolder.OldFolder}/{OverlayFolder.KustomizationFile}",
        $"{OverlayFolder.RollbackFolder}/{OverlayFolder.ManifestsFile}",
        $"{OverlayFolder.RollbackFolder}/{OverlayFolder.NewFolder}/{OverlayFolder.KustomizationFile}",
    ];

    [Fact]
    public void What_is_built_is_read_back_as_what_it_was()
    {
        List<FleetPath> all =
        [
            new FleetFile(),
            new RootFile(null),
            new RootFile("local"),
            new SharedRecord(),
            .. Names.SelectMany(OfOne),
            .. Deployments(),
        ];
        Assert.All(all, one => Assert.Equal(one, FleetLayout.Read(one.Path)));
        Assert.Equal(all.Count, all.Select(one => one.Path).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Every_path_is_read_and_built_again_as_it_was()
    {
        string[] parts = [.. Names[..9], "", "environment.yaml", "app.yaml", "owned.json", "root.yaml", "x.yaml", ".yaml"];
        var paths = from one in parts from two in parts from three in parts from four in parts select $"{one}/{two}/{three}/{four}";
        foreach (var path in paths.SelectMany(path => new[] { path, $"environments/{path}", path[(path.IndexOf('/') + 1)..] }))
            Assert.Equal(path, FleetLayout.Read(path).Path);
    }

    [Theory]
    [InlineData("environments/dev/web", "environments/o1/web")]
    [InlineData("environments/dev/web/dev-1/rollback", "environments/o1/web/dev-1/rollback")]
    public void An_overlay_has_its_place_in_each_environment(string directory, string other) =>
        Assert.Equal(other, FleetLayout.InEnvironment(directory, "o1"));

    [Theory]
    [InlineData("apps/web", "apps/web/releases")]
    [InlineData("apps/web/base", null)]
    [InlineData("apps/web/releases/1.0.0-0000000", null)]
    [InlineData("environments/web", null)]
    public void Releases_lie_in_an_apps_own_folder_alone(string folder, string? releases) =>
        Assert.Equal(releases, FleetLayout.ReleasesIn(folder));

    [Fact]
    public void A_folder_of_an_overlay_is_no_clusters()
    {
        foreach (var name in OverlayFolder.Reserved)
            Assert.IsType<OverlayFile>(FleetLayout.Read(FleetLayout.Environment("dev").Overlay("web", name).Record));
        Assert.All(OverlayRests, rest => Assert.Null(Assert.IsType<OverlayFile>(FleetLayout.Read($"environments/dev/web/{rest}")).Cluster));
    }

    [Theory]
    [InlineData("environments/dev/patches/owned.json")]
    [InlineData("environments/dev/patches/values.yaml")]
    [InlineData("environments/dev/releases/web/values.yaml")]
    [InlineData("environments/dev/README.md")]
    public void What_lies_beside_the_overlays_belongs_to_the_environment_alone(string path) =>
        Assert.Equal("dev", Assert.IsType<EnvironmentPart>(FleetLayout.Read(path)).Environment);

    [Theory]
    [InlineData("README.md")]
    [InlineData("apps")]
    [InlineData("apps/README.md")]
    [InlineData("environments/dev")]
    [InlineData("docs/environments/dev/environment.yaml")]
    [InlineData("/environments/dev/environment.yaml")]
    public void What_is_no_part_of_the_fleet_is_told_as_such(string path) => Assert.IsType<OtherPath>(FleetLayout.Read(path));

    private static IEnumerable<FleetPath> OfOne(string name) =>
        [
            new EnvironmentFile(name),
            new EnvironmentPart(name, "patches/x.yaml"),
            new ProjectFile(name),
            new AppFile(name, "app.yaml"),
            new AppFile(name, "components/releases/x.yaml"),
            new OutputRecord(name),
            new OutputFile(name, $"{name}-trust.json"),
            new ArgoCdPart($"{name}.md"),
            new SharedTemplate($"{name}.md"),
            .. Names.Select(release => new ReleaseFile(name, release, "app.yaml")),
        ];

    private static IEnumerable<FleetPath> Deployments() =>
        from environment in Names
        from app in Names
        from path in OfDeployment(environment, app)
        select path;

    [Theory]
    [InlineData("environments/dev/iam/web-trust.json", true)]
    [InlineData("environments/dev/iam/owned.json", true)]
    [InlineData("argocd/projects/dev.yaml", true)]
    [InlineData("environments/dev/web/owned.json", false)]
    public void What_several_apps_share_is_known_by_its_path(string path, bool isShared) =>
        Assert.Equal(isShared, FleetLayout.IsShared(path));

    private static IEnumerable<FleetPath> OfDeployment(string environment, string app)
    {
        yield return new PinFile(environment, app);
        yield return new ApplicationFile(environment, app);
        if (EnvironmentFolder.Reserved.Contains(app))
            yield break;
        foreach (var cluster in Names.Where(name => !OverlayFolder.Reserved.Contains(name)).Prepend(null))
        {
            yield return new OwnedRecord(environment, app, cluster);
            foreach (var rest in OverlayRests)
                yield return new OverlayFile(environment, app, cluster, rest);
        }
    }
}
