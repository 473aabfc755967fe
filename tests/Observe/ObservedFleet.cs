using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Http;
using GitOpsGen.Observe;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Store;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Observe;

/// <summary>
/// A small fleet on a bare remote, with an Argo CD that has all of its Applications, and a clock. What is rendered is written by hand: nobody
/// here builds it.
/// </summary>
internal sealed class ObservedFleet : IAsyncDisposable
{
    public const string Branch = "gitopsgen/evidence";

    private ObservedFleet(FakeArgoCd argoCd) => ArgoCd = argoCd;

    public FakeArgoCd ArgoCd { get; }

    public TemporaryFolder Folder { get; } = SmallFleet.Create();

    public ManualClock Clock { get; } = new();

    public string Bare => Folder.Beside.File("remote.git");

    /// <summary>What was said in the last run.</summary>
    public DiagnosticBag Diagnostics { get; private set; } = new();

    public string Base => Sh.Git(Bare, "rev-parse", "main");

    public static async Task<ObservedFleet> CreateAsync()
    {
        var fleet = new ObservedFleet(await FakeArgoCd.StartAsync());
        foreach (var unit in new[] { "dev/config", "dev/web", "prod/config", "prod/web" })
            fleet.Folder.Write($"environments/{unit}/rendered/manifests.yaml", $"# {unit}\n");
        Sh.Git(fleet.Folder.Path, "init", "--quiet", "--initial-branch=main");
        Sh.Git(fleet.Folder.Beside.Path, "init", "--quiet", "--bare", "--initial-branch=main", fleet.Bare);
        Sh.Git(fleet.Bare, "config", "uploadpack.allowAnySHA1InWant", "true");
        Sh.Git(fleet.Folder.Path, "remote", "add", "origin", fleet.Bare);
        fleet.Commit("Begin");
        fleet.Deploy();
        return fleet;
    }

    /// <summary>Commits the work tree and pushes it.</summary>
    public string Commit(string message)
    {
        Sh.Git(Folder.Path, "add", "--all");
        Sh.Git(Folder.Path, "commit", "--quiet", "--allow-empty", $"--message={message}");
        Sh.Git(Folder.Path, "push", "--quiet", "origin", "HEAD:main");
        return Base;
    }

    /// <summary>Changes what is rendered of a unit.</summary>
    public string Change(string unit, string content)
    {
        Folder.Write($"environments/{unit}/rendered/manifests.yaml", $"# {content}\n");
        return Commit($"Change {unit}");
    }

    /// <summary>Argo CD has all Applications, synced to the base and healthy.</summary>
    public void Deploy()
    {
        foreach (
            var (app, cluster) in new[]
            {
                ("config", "dev-1"),
                ("web", "dev-1"),
                ("config", "prod-1"),
                ("web", "prod-1"),
                ("config", "prod-2"),
                ("web", "prod-2"),
            }
        )
            ArgoCd.Applications[$"{app}-{cluster}"] = Healthy($"{app}-{cluster}", Base);
    }

    public JsonObject Healthy(string name, string revision)
    {
        var environment = name.Contains("dev", StringComparison.Ordinal) ? "dev" : "prod";
        return ApplicationJson.Healthy(name, environment, environment, revision, Clock.Now);
    }

    public async Task<Observed> ObserveAsync(Func<ObserveOptions, ObserveOptions>? options = null, TemporaryFolder? clone = null)
    {
        Diagnostics = new DiagnosticBag();
        var folder = (clone ?? Folder).Path;
        var said = new ObserveOptions(folder) { Limit = TimeSpan.FromSeconds(20) };
        using var http = HttpWire.Connect();
        var run = new ObserveRun(options?.Invoke(said) ?? said, Git(folder), Servers(http), Clock, Diagnostics);
        var observed = await run.RunAsync(TestContext.Current.CancellationToken);
        Assert.True(observed is not null, string.Join('\n', Diagnostics.Sorted()));
        return observed;
    }

    public Servers Servers(HttpMessageInvoker http) =>
        new(
            [new NamedServer(new Uri(ArgoCd.Url), FakeArgoCd.Token, "the test")],
            [],
            http,
            http,
            new HttpPatience(0, TimeSpan.FromSeconds(5)) { Wait = (_, _) => Task.CompletedTask, Clock = Clock }
        );

    public static GitRepository Git(string folder) => new(folder);

    public TemporaryFolder Clone(params string[] options)
    {
        var clone = new TemporaryFolder();
        Sh.Git(clone.Path, ["clone", "--quiet", .. options, $"file://{Bare}", "."]);
        return clone;
    }

    /// <summary>What is on the evidence branch, first to last.</summary>
    public IReadOnlyList<ObservationRun> Recorded() =>
        [.. Files().Select(path => EvidenceJson.Read(Sh.Git(Bare, "show", $"{Branch}:{path}") + "\n"))];

    public IReadOnlyList<string> Files() =>
        Sh.Git(Bare, "for-each-ref", $"refs/heads/{Branch}").Length == 0
            ? []
            : [.. Sh.Git(Bare, "ls-tree", "-r", "--name-only", Branch).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    public async ValueTask DisposeAsync()
    {
        Folder.Dispose();
        await ArgoCd.DisposeAsync();
    }
}

internal static class ObservedExtensions
{
    public static Observation Of(this Observed observed, string app, string cluster) =>
        observed.Run.Observations.Single(one => one.App == app && one.Cluster == cluster);
}
