using System.Diagnostics;
using GitOpsGen.Ownership;
using GitOpsGen.State;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Cli;

/// <summary>
/// Commands that only read: they leave everything as it is, the tool's own folder too, and wait for nobody. A test may be run by the
/// superuser, whom no right stops, so what lies there is compared, with all its times.
/// </summary>
public sealed class ReadingTests : IDisposable
{
    public static TheoryData<string> Commands { get; } =
    [
        "app list",
        "app add prometheus-crds --env dev --dry-run",
        "app remove web --dry-run",
        "release list",
        "release list web",
        "release diff web head",
        "release cut web --dry-run",
        "release prune --dry-run",
        "diff",
        "diff --committed",
        "review --dry-run --fail-on error",
        "verify HEAD",
        "explain prod web",
        "doctor",
        "migrate status --offline",
        "migrate undo --path . --dry-run",
        "render --check",
        "render --dry-run",
        "rename app web shop --dry-run",
        "init --cluster prod/prod-3=https://prod-3.example --dry-run .",
        "schema fleet",
    ];

    private readonly TemporaryFolder fleet = SmallFleet.Create();
    private readonly List<Process> others = [];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Nothing_is_written_and_no_lock_is_taken(string command)
    {
        await CommittedAsync();
        var another = await HoldLockAsync();
        var before = Entries();

        var answer = await RunAsync(command);

        Assert.True(answer.Exit is 0 or 3, answer.ToString());
        Assert.Equal(before, Entries());
        Assert.DoesNotContain("waiting", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("GOG312", answer.Error, StringComparison.Ordinal);
        Assert.False(another.HasExited);
    }

    [Theory]
    [InlineData("release list", false)]
    [InlineData("release diff web head", false)]
    [InlineData("release cut web --dry-run", false)]
    [InlineData("explain prod web", false)]
    [InlineData("diff", false)]
    [InlineData("migrate status --offline", true)]
    [InlineData("migrate verify --path .", true)]
    [InlineData("render --check", true)]
    [InlineData("render --dry-run", true)]
    [InlineData("rename app web shop --dry-run", true)]
    public async Task What_a_run_that_died_has_begun_is_told_and_left(string command, bool isRefused)
    {
        await CommittedAsync();
        fleet.WriteState("journal.json", "{}");
        var before = Entries();

        var answer = await RunAsync(command);

        Assert.Contains(
            $"{(isRefused ? "error" : "warning")} GOG312: an earlier run was interrupted",
            answer.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("finishes it: `gitopsgen render`", answer.Error, StringComparison.Ordinal);
        Assert.True(isRefused ? answer.Exit == 1 : answer.Exit is 0 or 3, answer.ToString());
        Assert.Equal(before, Entries());
    }

    [Fact]
    public async Task Who_is_writing_now_is_told_apart_from_who_died()
    {
        await CommittedAsync();
        fleet.WriteState("journal.json", "{}");
        await HoldLockAsync();
        var answer = await RunAsync("render --check");
        Assert.Contains("error GOG312: another run is writing here now", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Rights_to_read_are_enough(string command)
    {
        await CommittedAsync();
        Set(fleet.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute, UnixFileMode.UserRead);
        Dictionary<string, string?> nowhere = new(StringComparer.Ordinal)
        {
            ["HOME"] = fleet.Path,
            ["GITOPSGEN_CACHE"] = fleet.File("apps/web/app.yaml/cache"),
        };
        var before = Entries();

        var answer = await Gitopsgen.RunAsAsync(nowhere, Arguments(command));

        Assert.Equal(before, Entries());
        Assert.True(answer.Exit is 0 or 3 || command == "doctor", answer.ToString());
    }

    public void Dispose()
    {
        foreach (var other in others)
        {
            other.Kill(entireProcessTree: true);
            other.Dispose();
        }

        Set(
            fleet.Path,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            UnixFileMode.UserRead | UnixFileMode.UserWrite
        );
        fleet.Dispose();
    }

    private async Task CommittedAsync()
    {
        Sh.Git(fleet.Path, "init", "-q", "-b", "main");
        foreach (var command in new[] { "release cut web", "render" })
        {
            var answer = await RunAsync(command);
            Assert.True(answer.Exit == 0, answer.ToString());
        }

        Sh.Git(fleet.Path, "add", "-A");
        Sh.Git(fleet.Path, "commit", "-q", "-m", "start");
    }

    private Task<Answer> RunAsync(string command) => Gitopsgen.RunAsync(Arguments(command));

    private string[] Arguments(string command)
    {
        string[] words = [.. command.Split(' ').Select(word => word == "." ? fleet.Path : word)];
        return words.Contains(fleet.Path) || words[0] == "schema" ? words : [.. words, "--root", fleet.Path];
    }

    private async Task<Process> HoldLockAsync()
    {
        var other = Process.Start(
            new ProcessStartInfo("flock", [fleet.State("lock"), "sh", "-c", "echo held; exec sleep 100"])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        others.Add(other);
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync());
        Assert.True(RepositoryLock.IsHeld(StateFolder.Of(fleet.Path)));
        return other;
    }

    /// <summary>Every file and folder with its time and size, git's and the tool's own among them.</summary>
    private List<string> Entries() =>
        [
            .. new DirectoryInfo(fleet.Path)
                .EnumerateFileSystemInfos(
                    "*",
                    new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }
                )
                .Select(entry => $"{entry.FullName} {entry.LastWriteTimeUtc.Ticks} {(entry as FileInfo)?.Length}")
                .Order(StringComparer.Ordinal),
        ];

    private static void Set(string folder, UnixFileMode folders, UnixFileMode files)
    {
        File.SetUnixFileMode(folder, folders | UnixFileMode.UserWrite);
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            if (entry is DirectoryInfo inner)
                Set(inner.FullName, folders, files);
            else
                entry.UnixFileMode = files;
        File.SetUnixFileMode(folder, folders);
    }
}
