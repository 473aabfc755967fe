using System.Globalization;
using GitOpsGen.Engines;
using GitOpsGen.Load;
using GitOpsGen.Processes;
using GitOpsGen.Tests.Engines.Helm;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>What an engine is given has no end, or no measure.</summary>
public sealed class EngineBoundsTests
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    public static TheoryData<string> Helms => ChartFleet.Helms;

    [Fact]
    public async Task A_build_that_never_ends_is_stopped_with_all_that_it_started()
    {
        using var fleet = SmallFleet.Create();
        var kustomize = fleet.Beside.WriteScript(
            "kustomize",
            "if [ \"$1\" = version ]; then echo v5.6.0; exit; fi\nsleep 500 &\necho $$ $! "
                + $">>'{fleet.Beside.File("pids")}'\ntouch \"$HOME/left\"\necho \"$HOME\" >>'{fleet.Beside.File("rooms")}'\nwait"
        );
        Limits(fleet, "engineTime: 1s", $"tools: {{kustomize: {{path: {kustomize}}}}}");

        var answer = await StoppedAsync(fleet, "render");

        Assert.Contains("environments/dev/environment.yaml", answer.Error, StringComparison.Ordinal);
        Assert.Contains(
            "error GOG204: kustomize has not finished dev/web: it was stopped because it ran for longer than 1 s",
            answer.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("limits.engineTime", answer.Error, StringComparison.Ordinal);
        var pids = fleet
            .Beside.Read("pids")
            .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(pid => int.Parse(pid, CultureInfo.InvariantCulture))
            .ToList();
        Assert.NotEmpty(pids);
        Assert.Empty(await CancellationProbe.LeftAsync(pids));
        Assert.DoesNotContain(File.ReadAllLines(fleet.Beside.File("rooms")), Directory.Exists);
        Assert.False(Directory.Exists(fleet.File("argocd")));
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task A_chart_that_loops_for_years_is_stopped(string helm)
    {
        using var fleet = Chart(helm, "{{- range until 100000 }}{{- range until 100000 }}{{- end }}{{- end }}");
        Limits(fleet, "engineTime: 3s", $"tools: {{helm: {{path: {ChartFleet.Program(helm)}}}}}");
        var answer = await StoppedAsync(fleet, "render");
        Assert.Contains(
            "error GOG204: helm has not finished dev/demo: it was stopped because it ran for longer than 3 s",
            answer.Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task A_chart_that_doubles_a_text_is_stopped_before_the_memory_is_full(string helm)
    {
        using var fleet = Chart(helm, "{{- $x := \"0123456789\" }}{{- range until 40 }}{{- $x = printf \"%s%s\" $x $x }}{{- end }}");
        Limits(fleet, "engineMemory: 512Mi, engineTime: 2m", $"tools: {{helm: {{path: {ChartFleet.Program(helm)}}}}}");
        var answer = await StoppedAsync(fleet, "render");
        Assert.Contains(
            "error GOG204: helm has not finished dev/demo: it was stopped because it took more than 512 MiB of memory",
            answer.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("limits.engineMemory", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_prints_for_ever_is_stopped()
    {
        using var fleet = SmallFleet.Create();
        var kustomize = fleet.Beside.WriteScript("kustomize", "if [ \"$1\" = version ]; then echo v5.6.0; exit; fi\nyes");
        Limits(fleet, "engineTime: 2m", $"tools: {{kustomize: {{path: {kustomize}}}}}");
        var answer = await StoppedAsync(fleet, "render", "--env", "dev", "--app", "web");
        Assert.Contains(
            "error GOG204: kustomize has not finished dev/web: it was stopped because it printed more than 256 MiB",
            answer.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Complaints_without_end_are_read_and_not_kept()
    {
        using var folder = new TemporaryFolder();
        var program = folder.WriteScript("program", "yes complaint | head -c 50000000 >&2\nexit 3");
        var result = await ProcessRunner.RunAsync(new Command(program), CancellationToken.None);
        Assert.Equal(3, result.ExitCode);
        Assert.Equal(ProcessLimits.Errors, result.Error.Length);
    }

    [Fact]
    public async Task Output_beyond_the_bound_is_not_kept_and_what_printed_it_is_gone()
    {
        using var folder = new TemporaryFolder();
        var program = folder.WriteScript("program", $"echo $$ >'{folder.File("pid")}'\nexec yes");
        var result = await ProcessRunner.RunAsync(new Command(program) { Limits = new ProcessLimits(1 << 20) }, CancellationToken.None);
        Assert.Equal((false, 1 << 20), (result.Succeeded, result.Output.Length));
        Assert.Equal("it was stopped because it printed more than 1 MiB", result.Message);
        Assert.Empty(await CancellationProbe.LeftAsync([int.Parse(folder.Read("pid"), CultureInfo.InvariantCulture)]));
    }

    [Fact]
    public async Task Memory_of_what_a_wrapper_starts_counts_as_its_own()
    {
        using var folder = new TemporaryFolder();
        // tail keeps a line that has no end.
        var program = folder.WriteScript("program", "tail /dev/zero & wait");
        var result = await ProcessRunner.RunAsync(
            new Command(program) { Limits = ProcessLimits.Talk with { Memory = 256 << 20, Time = TimeLimit } },
            CancellationToken.None
        );
        Assert.Equal(ProcessLimit.Memory, result.LimitExceeded?.Kind);
    }

    [Theory]
    [InlineData("resources: [\"https://github.com/contoso/x//base?ref=v1\"]")]
    [InlineData("resources: [\"git@github.com:contoso/x.git\"]")]
    [InlineData("resources: [\"ssh://git@remote.example/x.git\"]")]
    [InlineData("resources: [\"git2@127.0.0.1:x/y.git\"]")]
    [InlineData("resources: [\"https://remote.example/all.yaml\"]")]
    [InlineData("components: [\"https://github.com/contoso/x//c\"]")]
    public async Task A_remote_base_that_reaches_Kustomize_all_the_same_starts_nothing_and_reaches_nobody(string line)
    {
        using var folder = new TemporaryFolder();
        folder.Write("kustomization.yaml", line + "\n");
        var result = await EngineFolder.RunAsync(
            TestTools.KustomizeAlone,
            ["build", folder.Path],
            EngineLimits.Default with
            {
                Time = TimeLimit,
            },
            CancellationToken.None
        );
        Assert.False(result.Succeeded);
        Assert.Null(result.LimitExceeded);
        // Either no git to start, or a proxy at which nobody listens.
        Assert.Matches("executable file not found|no 'git' program on path|127.0.0.1:9", result.Error);
    }

    [Theory]
    [InlineData("engineTime: never")]
    [InlineData("engineTime: 0s")]
    [InlineData("engineTime: 99999m")]
    [InlineData("engineMemory: 4")]
    [InlineData("engineMemory: 99999Gi")]
    public async Task No_description_takes_the_limits_away(string limit)
    {
        using var fleet = SmallFleet.Create();
        Limits(fleet, limit, "tools: {}");
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(answer.Exit == 1 && answer.Error.Contains("gitopsgen.yaml(6,", StringComparison.Ordinal), answer.ToString());
    }

    [Fact]
    public async Task A_program_in_the_cache_that_is_not_what_was_downloaded_does_not_run()
    {
        using var fleet = SmallFleet.Create();
        var program = $"cache/tools/kustomize-{PinnedReleases.Kustomize.Version}-{PinnedRelease.Platform}/kustomize";
        fleet.Beside.WriteScript(program, $"touch '{fleet.Beside.File("ran")}'; echo v5.6.0");
        fleet.Beside.Write($"{program}.sha256", new string('0', 64));
        var environment = new Dictionary<string, string?>
        {
            ["PATH"] = fleet.Beside.File("bin"),
            ["GITOPSGEN_CACHE"] = fleet.Beside.File("cache"),
        };
        var answer = await Gitopsgen.RunAsAsync(fleet, environment, "render", "--offline");
        Assert.Equal(1, answer.Exit);
        Assert.Contains("warning GOG203", answer.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(fleet.Beside.File("ran")));
    }

    private static TemporaryFolder Chart(string helm, string template)
    {
        var fleet = ChartFleet.Create(helm, "path: chart");
        DemoChart.Unique().With("templates/attack.yaml", template).WriteTo(fleet, "apps/demo/chart");
        return fleet;
    }

    private static void Limits(TemporaryFolder fleet, string limits, string tools) =>
        fleet.Write(
            "gitopsgen.yaml",
            SmallFleet.Fleet.Replace("limits: {deletions: 60%}", $"limits: {{{limits}}}", StringComparison.Ordinal) + $"  {tools}\n"
        );

    private static async Task<Answer> StoppedAsync(TemporaryFolder fleet, params string[] arguments)
    {
        var answer = await Gitopsgen.RunInAsync(fleet, arguments).WaitAsync(TimeLimit);
        Assert.Equal(1, answer.Exit);
        return answer;
    }
}
