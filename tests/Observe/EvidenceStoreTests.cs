using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Load;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Store;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Observe;

/// <summary>The evidence branch over real git: whole runs or none, whoever else adds to it, and nothing counted that is no run.</summary>
public sealed class EvidenceStoreTests : IDisposable
{
    private const string Branch = "gitopsgen/evidence";
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly DiagnosticBag diagnostics = new();

    public EvidenceStoreTests()
    {
        Sh.Git(folder.Path, "init", "--quiet", "--bare", "--initial-branch=main", Bare);
        Sh.Git(folder.Path, "clone", "--quiet", Bare, Clone("one"));
        Sh.Git(Clone("one"), "checkout", "--quiet", "-b", "main");
        File.WriteAllText(Path.Join(Clone("one"), "gitopsgen.yaml"), "x");
        Sh.Git(Clone("one"), "add", "--all");
        Sh.Git(Clone("one"), "commit", "--quiet", "--message=Begin");
        Sh.Git(Clone("one"), "push", "--quiet", "origin", "main");
    }

    private string Bare => folder.File("remote.git");

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_first_commit_has_no_parent_and_later_ones_add_a_file_each()
    {
        var before = State("one");
        await AppendAsync("one", Run(Start, "web"));
        await AppendAsync("one", Run(Start.AddMinutes(1), "config"));

        Assert.Equal("2", Sh.Git(Bare, "rev-list", "--count", Branch));
        Assert.Equal(["2026/11/02/080000", "2026/11/02/080100"], Files().Select(path => path[..17]));
        Assert.Equal("Observed 2026-11-02", Sh.Git(Bare, "log", "-1", "--format=%s", Branch));
        var read = await ReadAsync("one", Start.AddDays(-1));
        Assert.Equal(["web", "config"], read.Select(run => run.Observations.Single().App));
        Assert.Equal(EvidenceJson.Write(Run(Start, "web")), EvidenceJson.Write(read[0]));
        Assert.Equal(before, State("one"));
        Assert.Empty(diagnostics.Sorted());
    }

    [Fact]
    public async Task Three_observers_at_once_lose_nothing_and_record_what_is_the_same_once()
    {
        foreach (var name in new[] { "two", "three" })
            Sh.Git(folder.Path, "clone", "--quiet", Bare, Clone(name));
        string[] names = ["one", "two", "three"];

        for (var round = 0; round < 4; round++)
        {
            var at = Start.AddMinutes(round);
            await Task.WhenAll(
                names.Select(name => Task.Run(() => AppendAsync(name, Run(at, "web", "config", $"of-{name}-{round}")), None))
            );
        }

        var all = await ReadAsync("one", Start.AddDays(-1));
        var seen = all.SelectMany(run => run.Observations).Select(one => one.App).ToList();
        Assert.Equal(12, seen.Count(app => app.StartsWith("of-", StringComparison.Ordinal)));
        // Three in a row are wanted, and the others saw that they were there.
        Assert.InRange(seen.Count(app => app == "web"), 3, 4);
        Assert.Equal(Files().Count.ToString(), Sh.Git(Bare, "rev-list", "--count", Branch));
        Assert.Empty(Sh.Git(Bare, "rev-list", "--merges", Branch));
    }

    [Fact]
    public async Task A_run_that_died_after_its_push_is_recorded_and_the_next_has_nothing_to_add()
    {
        // What it would have done after the push is nothing.
        await AppendAsync("one", Run(Start, "web"));
        var commit = Sh.Git(Bare, "rev-parse", Branch);

        var again = await AppendAsync("one", Run(Start, "web"));

        Assert.Equal(commit, Sh.Git(Bare, "rev-parse", Branch));
        Assert.Single(again.Observations);
    }

    [Fact]
    public async Task A_run_that_died_before_its_push_has_left_nothing_that_counts()
    {
        await AppendAsync("one", Run(Start, "web"));
        // As far as it came: objects that nothing leads to.
        var tip = Sh.Git(Bare, "rev-parse", Branch);
        var run = Run(Start.AddMinutes(1), "config");
        Sh.Git(Clone("one"), "fetch", "--quiet", "origin", Branch);
        var text = EvidenceJson.Write(run);
        await new EvidenceCommits(new GitRepository(Clone("one"))).CommitAsync(tip, EvidencePath.Of(run.At, text), text, [], run.At, None);

        await AppendAsync("one", run);

        Assert.Equal(2, (await ReadAsync("one", Start.AddDays(-1))).Length);
        Assert.Equal("2", Sh.Git(Bare, "rev-list", "--count", Branch));
    }

    [Fact]
    public async Task What_is_no_run_is_told_and_not_counted()
    {
        await AppendAsync("one", Run(Start, "web"));
        var good = EvidenceJson.Write(Run(Start.AddSeconds(-1), "good"));
        var future = EvidenceJson.Write(Run(Start.AddHours(2), "future"));
        var later = good.Replace("\"schemaVersion\":1", "\"schemaVersion\":2", StringComparison.Ordinal);
        var garbage = "{\"schemaVersion\":1,\"at\":\"2026-11-02T07:00:00Z\",\"base\":1,\"observations\":[]}";
        var word = good.Replace("\"healthy\"", "\"1\"", StringComparison.Ordinal);
        Plant(
            (EvidencePath.Of(Start.AddHours(2), future), future),
            (EvidencePath.Of(Start.AddSeconds(-1), later), later),
            (EvidencePath.Of(Start.AddHours(-1), garbage), garbage),
            (EvidencePath.Of(Start.AddHours(-1), "{"), "{"),
            (EvidencePath.Of(Start.AddSeconds(-1), word), word),
            ("2026/11/02/075959-0123456789abcdef.json", good),
            ("2026/11/02/notes.txt", "x"),
            (EvidencePath.Of(Start.AddSeconds(-1), good), good)
        );

        var read = await ReadAsync("one", Start.AddDays(-1));

        Assert.Equal(["good", "web"], read.Select(run => run.Observations.Single().App));
        var told = diagnostics.Sorted();
        Assert.All(told, one => Assert.Equal(("GOG291", Severity.Warning), (one.Code, one.Severity)));
        Assert.Equal(7, told.Count);
        foreach (
            var why in new[]
            {
                "of the future",
                "another version",
                "'base' is no text",
                "broken JSON",
                "'health' is no word",
                "edited or cut off",
                "named or kept",
            }
        )
            Assert.Contains(told, one => one.Message.Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_is_not_followed_and_a_branch_of_other_things_is_not_added_to()
    {
        Sh.Git(Clone("one"), "checkout", "--quiet", "--orphan", "planted");
        Sh.Git(Clone("one"), "rm", "--quiet", "--cached", "-r", ".");
        Directory.CreateDirectory(Path.Join(Clone("one"), "2026/11/02"));
        File.CreateSymbolicLink(Path.Join(Clone("one"), "2026/11/02/080000-0123456789abcdef.json"), "/etc/passwd");
        Sh.Git(Clone("one"), "add", "2026");
        Sh.Git(Clone("one"), "commit", "--quiet", "--message=Planted");
        Sh.Git(Clone("one"), "push", "--quiet", "origin", $"HEAD:refs/heads/{Branch}");

        Assert.Empty(await ReadAsync("one", Start.AddDays(-1)));
        var error = await Assert.ThrowsAsync<DiagnosedException>(() => AppendAsync("one", Run(Start, "web")));
        Assert.Equal("GOG292", error.Diagnostic.Code);
        error = await Assert.ThrowsAsync<DiagnosedException>(() => AppendAsync("one", Run(Start, "web"), branch: "main"));
        Assert.Contains("gitopsgen.yaml", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_days_go_out_of_the_files_and_stay_in_the_history()
    {
        await AppendAsync("one", Run(Start, "web"));
        await AppendAsync("one", Run(Start.AddDays(50), "web"));

        Assert.Equal("2026/12/22/080000", Assert.Single(Files())[..17]);
        Assert.Contains("2026/11/02", Sh.Git(Bare, "ls-tree", "-r", "--name-only", $"{Branch}~1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shallow_clone_adds_to_it_and_fetches_no_history()
    {
        for (var minute = 0; minute < 3; minute++)
            await AppendAsync("one", Run(Start.AddMinutes(minute), $"app-{minute}"));
        Sh.Git(folder.Path, "clone", "--quiet", "--depth=1", $"file://{Bare}", Clone("shallow"));

        await AppendAsync("shallow", Run(Start.AddMinutes(5), "web"));

        Assert.Equal("4", Sh.Git(Bare, "rev-list", "--count", Branch));
        Assert.Equal(4, (await ReadAsync("shallow", Start.AddDays(-1))).Length);
        Assert.Equal("1", Sh.Git(Clone("shallow"), "rev-list", "--count", $"{Sh.Git(Bare, "rev-parse", $"{Branch}~1")}"));
    }

    [Fact]
    public async Task A_partial_clone_reads_it_and_adds_to_it()
    {
        for (var minute = 0; minute < 3; minute++)
            await AppendAsync("one", Run(Start.AddMinutes(minute), $"app-{minute}"));
        Sh.Git(Bare, "config", "uploadpack.allowFilter", "true");
        Sh.Git(
            folder.Path,
            "clone",
            "--quiet",
            "--filter=blob:none",
            "--no-checkout",
            "--single-branch",
            $"file://{Bare}",
            Clone("partial")
        );

        await AppendAsync("partial", Run(Start.AddMinutes(5), "web"));

        Assert.Equal(4, (await ReadAsync("partial", Start.AddDays(-1))).Length);
        Assert.Equal("4", Sh.Git(Bare, "rev-list", "--count", Branch));
    }

    [Fact]
    public async Task A_remote_that_refuses_is_told_and_one_that_is_not_there_at_once()
    {
        File.WriteAllText(Path.Join(Bare, "hooks", "pre-receive"), "#!/bin/sh\necho no evidence here >&2\nexit 1\n");
        File.SetUnixFileMode(Path.Join(Bare, "hooks", "pre-receive"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var refused = await Assert.ThrowsAsync<RemoteException>(() => AppendAsync("one", Run(Start, "web")));
        Assert.Contains("no evidence here", refused.Message, StringComparison.Ordinal);

        Sh.Git(Clone("one"), "remote", "set-url", "origin", folder.File("nowhere"));
        await Assert.ThrowsAsync<RemoteException>(() => AppendAsync("one", Run(Start, "web")));
    }

    [Fact]
    public void What_is_written_is_read_as_it_was()
    {
        var run = new ObservationRun(
            Start,
            new string('a', 40),
            [
                One("web") with
                {
                    Phase = Phase.Cutover,
                    Health = Health.Unhealthy,
                    Reason = "degraded: \"quoted\" ünd <so>",
                    Readings =
                    [
                        new Reading("errors", 1.5, false),
                        new Reading("lag", null, null),
                        new Reading("big", double.MaxValue, true),
                    ],
                },
                One("config"),
            ]
        );
        var text = EvidenceJson.Write(run);

        Assert.Equal(text, EvidenceJson.Write(EvidenceJson.Read(text)));
        Assert.Equal(4, text.Count(letter => letter == '\n'));
        Assert.Equal(Start, EvidencePath.TimeOf(EvidencePath.Of(Start, text)));
    }

    [Theory]
    [InlineData("2026/13/02/080000-0123456789abcdef.json")]
    [InlineData("2026/11/02/080000-0123456789abcdeg.json")]
    [InlineData("../2026/11/02/080000-0123456789abcdef.json")]
    [InlineData("2026/11/02/080000-0123456789abcdef.json\n")]
    public void Other_names_are_none(string path) => Assert.Null(EvidencePath.TimeOf(path));

    private static ObservationRun Run(DateTimeOffset at, params string[] apps) => new(at, new string('a', 40), [.. apps.Select(One)]);

    private static Observation One(string app) =>
        new("prod", app, "prod-1")
        {
            Release = "1.0.0-abc",
            Content = "sha",
            Health = Health.Healthy,
        };

    private string Clone(string name) => folder.File(name);

    private Task<ObservationRun> AppendAsync(string clone, ObservationRun run, string branch = Branch)
    {
        var git = new GitRepository(Clone(clone));
        var rule = new RecordingRule(Settings, reason => reason, _ => []);
        var store = new EvidenceStore(git, new GitRemote(git, "origin"), diagnostics, (_, _) => Task.CompletedTask);
        return store.AppendAsync(branch, run, rule, TimeSpan.FromDays(44), None);
    }

    private Task<ImmutableArray<ObservationRun>> ReadAsync(string clone, DateTimeOffset since)
    {
        var git = new GitRepository(Clone(clone));
        return new EvidenceStore(git, new GitRemote(git, "origin"), diagnostics).ReadAsync(Branch, since, Start.AddHours(1), None);
    }

    internal static PromotionSettings Settings { get; } =
        new()
        {
            Observations = 3,
            MaxGap = TimeSpan.FromHours(1),
            EvidenceBranch = new GitOpsGen.Yaml.YamlScalar(Position.Start("x"), Branch, isString: true),
        };

    private void Plant(params (string Path, string Text)[] files)
    {
        using var clone = new TemporaryFolder();
        Sh.Git(clone.Path, "clone", "--quiet", $"--branch={Branch}", Bare, ".");
        foreach (var (path, text) in files)
            clone.Write(path, text);
        Sh.Git(clone.Path, "add", "--all");
        Sh.Git(clone.Path, "commit", "--quiet", "--message=Planted");
        Sh.Git(clone.Path, "push", "--quiet", "origin", $"HEAD:refs/heads/{Branch}");
    }

    private IReadOnlyList<string> Files() => Sh.Git(Bare, "ls-tree", "-r", "--name-only", Branch).Split('\n');

    private string State(string clone) =>
        string.Join(
            '\n',
            Sh.Git(Clone(clone), "status", "--porcelain"),
            Sh.Git(Clone(clone), "rev-parse", "HEAD"),
            Sh.Git(Clone(clone), "for-each-ref", "refs/heads")
        );
}
