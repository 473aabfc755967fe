using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using GitOpsGen.Cli;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>The machine fails in the middle of a run. Each failure has a code, a place and a mend, in text and in JSON.</summary>
public sealed class MachineryTests
{
    private static readonly string[] Commands =
    [
        "render",
        "render --check",
        "diff",
        "explain dev web",
        "release list",
        "release cut web",
        "release diff web head",
        "release prune",
        "migrate status",
        "publish --dry-run",
    ];

    private static readonly (Exception Error, string Code, string? Path)[] Refusals =
    [
        (new UnauthorizedAccessException("Access to the path '/fleet/apps/web/app.yaml' is denied."), "GOG220", "apps/web/app.yaml"),
        (new IOException("Permission denied : '/fleet/a'", 13), "GOG220", "a"),
        (new IOException("Read-only file system : '/fleet/argocd/root.yaml'", 30), "GOG221", "argocd/root.yaml"),
        (new PathTooLongException("The path '/fleet/x' is too long, or a component of the specified path is too long."), "GOG222", "x"),
        (new IOException("File name too long : '/fleet/x'", 36), "GOG222", "x"),
        (new IOException("No space left on device : '/fleet/.gitopsgen/staged/1'", 28), "GOG223", ".gitopsgen/staged/1"),
        (new IOException("Disk quota exceeded : '/fleet/a'", 122), "GOG223", "a"),
        (new IOException("There is not enough space on the disk. : '/fleet/a'", unchecked((int)0x80070070)), "GOG223", "a"),
        (new IOException("Too many open files : '/fleet/apps'", 24), "GOG224", "apps"),
        (new IOException("Input/output error : '/elsewhere/a'", 5), "GOG224", null),
        (new InsufficientMemoryException(), "GOG224", null),
        (new IOException("Is a directory : '/fleet/a'", 21), "GOG225", "a"),
        (new IOException("Not a directory : '/fleet/a/b'", 20), "GOG225", "a/b"),
        (
            new FileNotFoundException(
                "Could not find file '/fleet/environments/dev/environment.yaml'.",
                "/fleet/environments/dev/environment.yaml"
            ),
            "GOG226",
            "environments/dev/environment.yaml"
        ),
        (new DirectoryNotFoundException("Could not find a part of the path '/fleet/apps/web'."), "GOG226", "apps/web"),
        (new FileNotFoundException("cannot run git: An error occurred", "git", new Win32Exception(2)), "GOG227", null),
        (new Win32Exception(13), "GOG227", null),
        (new InvalidOperationException("Sequence contains no elements"), "GOG229", null),
        (new KeyNotFoundException("The given key 'x' was not present in the dictionary."), "GOG229", null),
        (new AggregateException(new IOException("No space left on device : '/fleet/a'", 28)), "GOG223", "a"),
    ];

    [Fact]
    public async Task A_path_longer_than_the_system_takes_is_refused_with_a_code()
    {
        foreach (var path in new[] { $"/tmp/{new string('x', 300)}", "/" + string.Join('/', Enumerable.Repeat(new string('y', 100), 50)) })
        {
            foreach (var command in Commands)
            {
                var answer = await Gitopsgen.RunAsync([.. command.Split(' '), "--root", path, "--output", "json"]);
                AssertCoded(answer, command, exit: 2);
            }

            AssertCoded(await Gitopsgen.RunAsync("init", path, "--output", "json"), "init", "GOG222");
            AssertCoded(
                await Gitopsgen.RunAsync("migrate", "plan", "--from", "a", "--to", "b", "--path", path, "--output", "json"),
                "migrate plan",
                exit: 2
            );
        }
    }

    [Fact]
    public async Task A_name_longer_than_the_system_takes_in_the_fleet_has_a_code()
    {
        using var fleet = SmallFleet.Create();
        fleet.Write("apps/web/app.yaml", SmallFleet.App("web", "kustomize: {base: base}", $"chart: {{path: {new string('c', 300)}}}"));
        var answer = await Gitopsgen.RunInAsync(fleet, "render", "--offline", "--output", "json");
        AssertCoded(answer, "render");
        fleet.Write("apps/web/app.yaml", SmallFleet.App("web", "kustomize: {base: base}"));
        fleet.Write("apps/web/base/kustomization.yaml", $"resources: [deployment.yaml, {new string('r', 5000)}.yaml]\n");
        AssertCoded(await Gitopsgen.RunInAsync(fleet, "render", "--offline", "--output", "json"), "render");
    }

    [Fact]
    public async Task A_folder_in_place_of_the_fleet_file_has_a_code()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("gitopsgen.yaml"));
        foreach (var command in Commands)
            AssertCoded(await Gitopsgen.RunInAsync(folder, [.. command.Split(' '), "--output", "json"]), command, exit: 2);
    }

    [Theory]
    [InlineData("apps/web/app.yaml")]
    [InlineData("environments/dev/environment.yaml")]
    [InlineData("apps/web/base/kustomization.yaml")]
    [InlineData("apps/web/base/deployment.yaml")]
    [InlineData("environments/dev/releases")]
    public async Task A_folder_where_a_file_belongs_or_the_other_way_has_a_code(string path)
    {
        using var fleet = SmallFleet.Create();
        if (File.Exists(fleet.File(path)))
        {
            File.Delete(fleet.File(path));
            Directory.CreateDirectory(fleet.File(path));
        }
        else
        {
            fleet.Write(path, "");
        }

        foreach (var command in Commands)
            AssertNoFault(await Gitopsgen.RunInAsync(fleet, [.. command.Split(' '), "--output", "json"]), command);
    }

    [Fact]
    public async Task A_full_stdout_is_told_on_stderr()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full here");
        using var fleet = SmallFleet.Create();
        foreach (
            var command in (string[])
                [
                    "render --offline",
                    "render --offline --output json",
                    "explain dev web",
                    "schema fleet",
                    "--help",
                    "release list --output json",
                    "completion bash",
                ]
        )
        {
            var root =
                command.StartsWith("schema", StringComparison.Ordinal)
                || command.StartsWith("completion", StringComparison.Ordinal)
                || command == "--help"
                    ? ""
                    : $"--root '{fleet.Path}'";
            var answer = await ShellAsync($"dotnet '{Gitopsgen.Program}' {command} {root} >/dev/full");
            Assert.True(answer.Exit == 1, $"{command}: {answer}");
            Assert.Contains("error GOG223: standard output: no space is left there", answer.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_nobody_can_be_told_it_ends_quietly()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full here");
        var answer = await ShellAsync($"dotnet '{Gitopsgen.Program}' schema fleet >/dev/full 2>/dev/full");
        Assert.True(answer.Exit == 1, answer.ToString());
        answer = await ShellAsync($"dotnet '{Gitopsgen.Program}' render --root /none 2>/dev/full");
        Assert.True(answer.Exit == 1, answer.ToString());
    }

    [Fact]
    public async Task A_reader_that_has_had_enough_ends_it_quietly()
    {
        using var fleet = SmallFleet.Create();
        var answer = await ShellAsync($"dotnet '{Gitopsgen.Program}' schema fleet | head -1; exit ${{PIPESTATUS[0]}}");
        Assert.True(answer is { Exit: 0, Error: "" }, answer.ToString());
        answer = await ShellAsync($"dotnet '{Gitopsgen.Program}' explain dev web --root '{fleet.Path}' | true; exit ${{PIPESTATUS[0]}}");
        Assert.True(answer is { Exit: 0, Error: "" }, answer.ToString());
    }

    [Fact]
    public async Task A_full_disk_stops_a_render_with_a_code_and_the_next_one_goes_on()
    {
        using var fleet = SmallFleet.Create();
        using var disk = new TemporaryFolder();
        Assert.SkipUnless((await ShellAsync($"mount -t tmpfs -o size=64k tmpfs '{disk.Path}'")).Exit == 0, "nothing may be mounted here");
        try
        {
            foreach (var file in Directory.EnumerateFiles(fleet.Path, "*", SearchOption.AllDirectories))
            {
                var copy = disk.File(Path.GetRelativePath(fleet.Path, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }

            var answer = await Gitopsgen.RunInAsync(disk, "render", "--offline", "--output", "json");
            AssertCoded(answer, "render", "GOG223");
            var at = JsonDocument.Parse(answer.Output).RootElement.GetProperty("diagnostics")[0].GetProperty("path").GetString();
            Assert.False(at is not null && Path.IsPathRooted(at), at);
        }
        finally
        {
            await ShellAsync($"umount '{disk.Path}'");
        }
    }

    [Fact]
    public async Task What_may_not_be_read_or_written_has_a_code()
    {
        using var fleet = SmallFleet.Create();
        Assert.SkipUnless(
            (await ShellAsync("setpriv --reuid=65534 --regid=65534 --clear-groups true")).Exit == 0,
            "nobody else can be played here"
        );
        await ShellAsync(
            $"chmod -R a+rX '{fleet.Path}'; chmod 000 '{fleet.File("apps/web/app.yaml")}'; chmod a+rx \"$(dirname '{Gitopsgen.Program}')\""
        );
        foreach (var command in (string[])["render --offline", "explain dev web", "release list", "diff", "doctor"])
        {
            var answer = await ShellAsync(
                "env HOME=/tmp GITOPSGEN_CACHE=/nonexistent/cache DOTNET_CLI_HOME=/tmp setpriv --reuid=65534 --regid=65534 "
                    + $"--clear-groups dotnet '{Gitopsgen.Program}' {command} --root '{fleet.Path}' --output json"
            );
            Assert.SkipWhen(
                answer.Error.Contains("does not exist", StringComparison.Ordinal) && answer.Output.Length == 0,
                "nobody else may run the tool here"
            );
            AssertNoFault(answer, command);
        }
    }

    [Fact]
    public async Task A_folder_that_has_gone_is_no_crash()
    {
        using var folder = new TemporaryFolder();
        foreach (
            var command in (string[])["render", "diff", "doctor", "release list", "explain dev web", "migrate status", "publish --dry-run"]
        )
        {
            var answer = await ShellAsync(
                $"mkdir '{folder.Path}/gone' && cd '{folder.Path}/gone' && rmdir '{folder.Path}/gone' && dotnet "
                    + $"'{Gitopsgen.Program}' {command} --output json"
            );
            Assert.True(answer.Exit == 1, $"{command}: {answer}");
            Assert.DoesNotContain("GOG229", answer.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Each_refusal_has_its_code_and_place() =>
        Assert.All(
            Refusals,
            refusal =>
            {
                var failure = Failure.Of(refusal.Error, "gitopsgen render", "/fleet");
                Assert.Equal((refusal.Code, refusal.Path, 1), (failure.Diagnostic.Code, failure.Diagnostic.At?.File, failure.Exit));
                // Never .NET's own words.
                Assert.DoesNotContain(refusal.Error.Message, failure.ToString(), StringComparison.Ordinal);
                if (refusal.Code == "GOG229")
                    Assert.Contains("gitopsgen render", failure.Diagnostic.Message, StringComparison.Ordinal);
            }
        );

    [Fact]
    public async Task A_step_that_says_why_it_stops_has_a_code_too()
    {
        using var folder = new TemporaryFolder();
        foreach (var command in Commands)
        {
            AssertCoded(await Gitopsgen.RunInAsync(folder, [.. command.Split(' '), "--output", "json"]), command, "GOG262", exit: 2);
            Assert.StartsWith(
                "gitopsgen: --root: there is no gitopsgen.yaml in ",
                (await Gitopsgen.RunInAsync(folder, command.Split(' '))).Error,
                StringComparison.Ordinal
            );
        }

        Assert.Equal(
            "gitopsgen: the token is none. (GOG228)",
            $"{Failure.Of(new StoppedException("the token is none."), "gitopsgen publish", null)}"
        );
        Assert.Equal(4, Failure.Of(new RemoteException("no answer."), "gitopsgen publish", null).Exit);
    }

    [Fact]
    public void Why_something_cannot_be_read_is_said_in_our_words() =>
        Assert.Equal(
            ["permission denied", "no space is left", "it is not there", "it is no JSON from line 3 on", "too many files are open"],
            new Exception[]
            {
                new UnauthorizedAccessException("x"),
                new IOException("x", 28),
                new FileNotFoundException("x"),
                new JsonException("x", null, 2, 1),
                new IOException("x", 24),
            }.Select(FileErrors.Reason)
        );

    [Fact]
    public async Task A_fault_of_the_tool_says_so_and_shows_its_trace_on_request()
    {
        using var error = new StringWriter { NewLine = "\n" };
        var plain = await GitOpsGenCli.RunAsync(["schema", "fleet"], new Streams(new Broken(), error));
        Assert.Equal(1, plain);
        Assert.StartsWith(
            "error GOG229: `gitopsgen schema` failed by a fault of the tool itself (NotSupportedException in ",
            error.ToString(),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
        using var trace = new StringWriter { NewLine = "\n" };
        await GitOpsGenCli.RunAsync(["schema", "fleet", "--verbose"], new Streams(new Broken(), trace));
        Assert.Contains("System.NotSupportedException: \\u001b[2J", trace.ToString(), StringComparison.Ordinal);
        Assert.Contains("   at GitOpsGen.", trace.ToString(), StringComparison.Ordinal);
    }

    private static void AssertCoded(Answer answer, string command, string? code = null, int exit = 1)
    {
        AssertNoFault(answer, command);
        Assert.True(answer.Exit == exit, $"{command}: {answer}");
        var root = JsonDocument.Parse(answer.Output).RootElement;
        var first = root.GetProperty("diagnostics").EnumerateArray().First(item => item.GetProperty("severity").GetString() == "error");
        Assert.Matches("^GOG[0-9]{3}$", first.GetProperty("code").GetString());
        if (code is not null)
            Assert.Equal(code, first.GetProperty("code").GetString());
        if (root.TryGetProperty("exitCode", out var said))
            Assert.Equal(exit, said.GetInt32());
    }

    private static void AssertNoFault(Answer answer, string command)
    {
        var all = answer.ToString();
        Assert.True(
            !all.Contains("GOG229", StringComparison.Ordinal)
                && !all.Contains("   at ", StringComparison.Ordinal)
                && !all.Contains("Exception", StringComparison.Ordinal),
            $"{command}: {all}"
        );
        Assert.True(
            command is "release cut" || JsonDocument.Parse(answer.Output).RootElement.GetProperty("schemaVersion").GetInt32() == 1,
            $"{command}: {all}"
        );
    }

    private static async Task<Answer> ShellAsync(string script)
    {
        using var process = BuiltTool.Start("bash", "/", ["-c", script]);
        return await BuiltTool.EndAsync(process);
    }

    private sealed class Broken : StringWriter
    {
        public override void Write(string? value) => throw new NotSupportedException("\u001b[2J");
    }
}
