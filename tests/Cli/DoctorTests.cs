using System.Net;
using System.Net.Sockets;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Cli;

public sealed class DoctorTests : IDisposable
{
    private readonly TemporaryFolder fleet = SmallFleet.Create();

    private readonly TemporaryFolder programs = new();

    public void Dispose()
    {
        fleet.Dispose();
        programs.Dispose();
    }

    [Fact]
    public async Task A_fleet_that_renders_is_well_and_looking_changes_nothing()
    {
        var before = fleet.Snapshot();
        var answer = await Gitopsgen.RunInAsync(fleet, "doctor");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Matches(@"ok +kustomize +(\d+\.\d+\.\d+|does not tell its version), /", answer.Output);
        Assert.Contains("2 environments, 2 apps, 4 units, 0 errors, 0 warnings", answer.Output, StringComparison.Ordinal);
        Assert.Contains("A render can work here.", answer.Output, StringComparison.Ordinal);
        Assert.Equal(before, fleet.Snapshot());
        Assert.False(Path.Exists(fleet.State()));
    }

    [Theory]
    [InlineData("text", "txt")]
    [InlineData("json", "json")]
    public async Task Every_check_is_told_where_only_kustomize_is_there(string form, string kind)
    {
        Program("kustomize", "echo v5.6.0");
        var answer = await BuiltTool.RunAsync(
            fleet.Path,
            ["doctor", "--output", form],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["PATH"] = programs.Path,
                ["GITOPSGEN_CACHE"] = programs.File("cache"),
            }
        );
        Assert.Equal((0, ""), (answer.Exit, answer.Error));
        await Snapshot.VerifyAsync(answer.Output.Folder(programs.Path, "programs").Hashes().Machine(), kind);
    }

    [Fact]
    public async Task What_somebody_else_runs_is_listed_where_an_app_needs_it()
    {
        fleet.Write(
            "gitopsgen.yaml",
            SmallFleet.Fleet
                + "  prerequisites:\n"
                + "    - {name: gate, description: A feature gate., from: --feature-gates}\n"
                + "    - {name: nobody, description: No app needs it.}\n"
        );
        fleet.Write("apps/web/app.yaml", SmallFleet.App("web", "requires: [config, gate]", "kustomize: {base: base}"));
        var answer = await Gitopsgen.RunInAsync(fleet, "doctor");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Contains("note     gate        web in dev, prod needs it: A feature gate\n", answer.Output, StringComparison.Ordinal);
        Assert.Contains("Somebody else brings it: --feature-gates.", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kustomize_that_the_fleet_does_not_want_is_a_problem()
    {
        Program("kustomize", "echo v5.2.0");
        Tools("{kustomize: {version: \">=5.5\", path: KUSTOMIZE}}");
        var answer = await Gitopsgen.RunInAsync(fleet, "doctor");
        Assert.True(
            answer.Exit == 1 && answer.Output.Contains("5.2.0, but the fleet wants >=5.5", StringComparison.Ordinal),
            answer.ToString()
        );
        Assert.Contains("A render cannot work here", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_leads_nowhere_is_a_problem()
    {
        Tools("{kustomize: {path: nowhere/kustomize}}");
        var answer = await Gitopsgen.RunInAsync(fleet, "doctor");
        Assert.True(
            answer.Exit == 1
                && answer.Output.Contains("nowhere/kustomize", StringComparison.Ordinal)
                && answer.Output.Contains("Correct tools.kustomize.path", StringComparison.Ordinal),
            answer.ToString()
        );
    }

    [Fact]
    public async Task Without_any_program_it_says_what_to_install_and_outside_of_a_fleet_too()
    {
        using var folder = new TemporaryFolder();
        var answer = await BuiltTool.RunAsync(
            folder.Path,
            ["doctor"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = folder.Path, ["GITOPSGEN_CACHE"] = folder.File("cache") }
        );
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Matches(@"problem +kustomize +not found; .*\n.*Install kustomize 5.5 or later, or kubectl", answer.Output);
        Assert.Matches(@"note +git +not on PATH", answer.Output);
        Assert.Contains("gitopsgen init <folder>", answer.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_missing_helm_matters_only_where_a_chart_is_inflated()
    {
        Program("kustomize", "echo v5.6.0");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = programs.Path,
            ["GITOPSGEN_CACHE"] = programs.File("cache"),
        };
        var without = await BuiltTool.RunAsync(fleet.Path, ["doctor"], environment);
        Assert.True(
            without.Exit == 0 && without.Output.Contains("a render here does without it", StringComparison.Ordinal),
            without.ToString()
        );

        fleet.Write("apps/config/app.yaml", SmallFleet.App("config", "chart: {path: chart, version: 1.0.0}", "kustomize: {base: base}"));
        fleet.Write("apps/config/chart/Chart.yaml", "apiVersion: v2\nname: config\nversion: 1.0.0\n");
        var with = await BuiltTool.RunAsync(fleet.Path, ["doctor"], environment);
        Assert.True(with.Exit == 1 && with.Output.Contains("dev/config needs it", StringComparison.Ordinal), with.ToString());
    }

    [Fact]
    public async Task A_program_that_does_not_work_is_not_called_missing()
    {
        Program("kustomize", "exit 3");
        var answer = await BuiltTool.RunAsync(
            fleet.Path,
            ["doctor"],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["PATH"] = programs.Path,
                ["GITOPSGEN_CACHE"] = programs.File("cache"),
            }
        );
        Assert.True(
            answer.Exit == 1 && answer.Output.Contains($"{programs.File("kustomize")} does not work", StringComparison.Ordinal),
            answer.ToString()
        );
    }

    [Fact]
    public async Task Errors_of_the_fleet_are_counted_and_the_first_is_shown()
    {
        fleet.Write(
            "environments/dev/environment.yaml",
            fleet.Read("environments/dev/environment.yaml").Replace("web: {}", "webb: {}", StringComparison.Ordinal)
        );
        var answer = await Gitopsgen.RunInAsync(fleet, "doctor");
        Assert.True(
            answer.Exit == 1
                && answer.Output.Contains("1 errors", StringComparison.Ordinal)
                && answer.Output.Contains("error GOG014", StringComparison.Ordinal),
            answer.ToString()
        );
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_a_problem()
    {
        // Also the superuser cannot put a file below a file.
        fleet.Write("argocd", "in the way");
        var answer = await Gitopsgen.RunInAsync(fleet, "doctor");
        Assert.True(answer.Exit == 1 && answer.Output.Contains("argocd cannot be written", StringComparison.Ordinal), answer.ToString());
    }

    [Fact]
    public async Task Origin_is_named_without_a_password_and_compared_with_the_fleets_address()
    {
        Git("init", "--quiet");
        Git("remote", "add", "origin", "https://joe:se@cret@git.example/small.git");
        var same = await Gitopsgen.RunInAsync(fleet, "doctor");
        Assert.Matches(@"ok +origin +https://git\.example/small\.git\n", same.Output);
        Git("remote", "set-url", "origin", "git@other.example:ours/small.git");
        var other = await Gitopsgen.RunInAsync(fleet, "doctor");
        Assert.True(other.Exit == 0, other.ToString());
        Assert.Matches(
            @"note +origin +git@other\.example:ours/small\.git; gitopsgen\.yaml says https://git\.example/small\.git",
            other.Output
        );
    }

    [Fact]
    public async Task The_network_is_asked_only_when_told()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var calls = 0;
        var serving = Task.Run(async () =>
        {
            // Whoever calls is hung up on.
            while (true)
            {
                using var client = await server.AcceptTcpClientAsync();
                Interlocked.Increment(ref calls);
            }
        });
        Git("init", "--quiet");
        Git("remote", "add", "origin", $"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/small.git");

        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "doctor")).Exit);
        Assert.Equal(0, calls);
        var online = await Gitopsgen.RunInAsync(fleet, "doctor", "--online");
        Assert.NotEqual(0, calls);
        // A render does without origin, so this is for a person to know.
        Assert.True(online.Exit == 0 && online.Output.Contains("cannot be reached", StringComparison.Ordinal), online.ToString());
        server.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => serving);
    }

    private void Tools(string tools) =>
        fleet.Write(
            "gitopsgen.yaml",
            SmallFleet.Fleet.Replace(
                "spec:\n",
                $"spec:\n  tools: {tools.Replace("KUSTOMIZE", programs.File("kustomize"), StringComparison.Ordinal)}\n",
                StringComparison.Ordinal
            )
        );

    private void Program(string name, string script) => programs.WriteScript(name, script);

    private void Git(params string[] arguments) => Assert.Equal(0, TestTools.Run("git", ["-C", fleet.Path, .. arguments]).Exit);
}
