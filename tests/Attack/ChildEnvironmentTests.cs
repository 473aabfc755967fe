using GitOpsGen.Tests.Engines.Helm;
using GitOpsGen.Tests.Publish;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>A pipeline's tokens are in its environment. Whatever program the tool runs, it must not see them.</summary>
public sealed class ChildEnvironmentTests : IDisposable
{
    private const string Planted = "planted-0f3a";

    private static readonly string[] Secrets =
    [
        "GITHUB_TOKEN",
        "GH_TOKEN",
        "GH_ENTERPRISE_TOKEN",
        "ACTIONS_RUNTIME_TOKEN",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
        "AZURE_CLIENT_SECRET",
        "ARM_CLIENT_SECRET",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "SYSTEM_ACCESSTOKEN",
        "CI_JOB_TOKEN",
        "NPM_TOKEN",
        "DEPLOY_KEY",
        "DB_PASSWORD",
        "GIT_PASSWORD",
        "GIT_TOKEN",
        "HELM_KUBETOKEN",
        "KUBECONFIG_DATA",
        "ANYTHING",
    ];

    private readonly TemporaryFolder programs = new();

    [Fact]
    public async Task Kustomize_and_kubectl_see_no_token_in_builds_and_probes()
    {
        Record("kustomize", TestTools.KustomizeAlone);
        using var fleet = SmallFleet.Create();
        await RunAsync(fleet, 0, "render");
        await RunAsync(fleet, 0, "doctor");
        File.Delete(programs.File("kustomize"));
        Record("kubectl", "/bin/true");
        await RunAsync(fleet, 1, "render", "--check", "--offline");
        await RunAsync(fleet, null, "doctor");
        Judge("kustomize version", "kustomize build", "kubectl version");
    }

    [Theory]
    [InlineData("helm 3")]
    [InlineData("helm 4")]
    public async Task Helm_sees_no_token_when_it_pulls_and_when_it_templates(string helm)
    {
        Record("helm", ChartFleet.Program(helm));
        var packed = DemoChart.Unique().Pack();
        await using var server = await ChartServer.ServeAsync(packed);
        using var fleet = ChartFleet.Create(
            helm,
            $"repository: {server.Url}/charts, name: demo, digest: \"sha256:{DemoChart.DigestOf(packed)}\""
        );
        fleet.Write("gitopsgen.yaml", SmallFleet.Fleet);
        await RunAsync(fleet, 0, "render");
        Judge("helm version", "helm repo", "helm pull", "helm template");
    }

    [Fact]
    public async Task An_engine_sees_no_folder_agent_or_proxy_of_the_users()
    {
        Record("kustomize", TestTools.KustomizeAlone);
        using var fleet = SmallFleet.Create();
        var environment = Environment();
        foreach (
            var name in new[]
            {
                "HOME",
                "SSH_AUTH_SOCK",
                "XDG_CONFIG_HOME",
                "KUBECONFIG",
                "GIT_CONFIG_GLOBAL",
                "HTTPS_PROXY",
                "NO_PROXY",
                "GIT_SSH_COMMAND",
                "KUSTOMIZE_PLUGIN_HOME",
                "HELM_CONFIG_HOME",
                "LD_PRELOAD",
            }
        )
            environment[name] = name == "LD_PRELOAD" ? "" : $"/{Planted}";
        var answer = await Gitopsgen.RunAloneAsync(fleet, environment, "render");
        Assert.True(answer.Exit == 0, answer.ToString());
        Judge("kustomize build");
        Assert.Contains(
            "PATH=\n",
            $"{programs.Read("log").Split('\n').FirstOrDefault(line => line.StartsWith("PATH=", StringComparison.Ordinal)) ?? "PATH="}\n",
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Git_gets_the_token_of_publish_only_where_it_reaches_the_remote()
    {
        Record("git", GitOpsGen.Engines.EngineFinder.OnPath("git")!);
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        var environment = fleet.Environment();
        foreach (var (name, value) in Environment().Where(pair => pair.Key is not ("GITHUB_TOKEN" or "GH_TOKEN")))
            environment[name] = value;
        var answer = await Gitopsgen.RunAloneAsync(fleet.Folder, environment, "publish", "--offline");
        Assert.True(answer.Exit == 0, answer.ToString());
        Judge("git ls-remote", "git fetch", "git push", "git pack-objects");
        var encoded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"x-access-token:{FakeGitHub.Token}"));
        Assert.DoesNotContain(FakeGitHub.Token, programs.Read("log"), StringComparison.Ordinal);
        var with = Calls().Where(call => call.Contains(encoded, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(with);
        string[] reaching = ["ls-remote", "fetch", "push", "cat-file", "merge-tree", "checkout-index"];
        Assert.All(with, call => Assert.Contains(reaching, verb => call.Split('\n')[0].Contains($" {verb}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_header_that_the_caller_gives_to_git_goes_to_no_call_that_only_reads_objects()
    {
        Record("git", GitOpsGen.Engines.EngineFinder.OnPath("git")!);
        using var fleet = SmallFleet.Create();
        Sh.Git(fleet.Path, "init", "--quiet");
        Sh.Git(fleet.Path, "commit", "--quiet", "--allow-empty", "--message=x");
        var environment = Environment();
        foreach (
            var (name, value) in new[]
            {
                ("COUNT", "2"),
                ("KEY_0", "http.extraHeader"),
                ("VALUE_0", $"Authorization: {Planted}"),
                ("KEY_1", "safe.directory"),
                ("VALUE_1", "*"),
            }
        )
            environment[$"GIT_CONFIG_{name}"] = value;
        await Gitopsgen.RunAloneAsync(fleet, environment, "diff", "--base", "HEAD");
        Judge("git rev-parse", "git ls-tree");
        Assert.Contains("safe.directory", programs.Read("log"), StringComparison.Ordinal);
    }

    public void Dispose() => programs.Dispose();

    // Writes down how it was called and what it sees; then it is what it stands for.
    private void Record(string name, string program) =>
        programs.WriteScript(name, $"{{ echo \"> {name} $*\"; /usr/bin/env; }} >>'{programs.File("log")}'\nexec '{program}' \"$@\"");

    private Dictionary<string, string?> Environment()
    {
        var environment = Secrets.ToDictionary(name => name, _ => (string?)$"{Planted}", StringComparer.Ordinal);
        // Where none is recorded there is none: kubectl's turn comes then.
        var others = (System.Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Where(folder => !File.Exists(Path.Join(folder, "kustomize")));
        environment["PATH"] = string.Join(':', [programs.Path, .. others]);
        return environment;
    }

    private async Task RunAsync(TemporaryFolder fleet, int? exit, params string[] arguments)
    {
        var answer = await Gitopsgen.RunAloneAsync(fleet, Environment(), arguments);
        if (exit is { } expected)
            Assert.True(answer.Exit == expected, answer.ToString());
        Assert.DoesNotContain(Planted, answer.ToString(), StringComparison.Ordinal);
    }

    private string[] Calls() => programs.Read("log").Split("\n> ");

    // Each of these was run, and none saw anything.
    private void Judge(params string[] calls)
    {
        var seen = Calls();
        foreach (var call in calls.Select(call => call.Split(' ')))
            Assert.Contains(
                seen,
                one =>
                    one.TrimStart('>', ' ').StartsWith(call[0], StringComparison.Ordinal)
                    && one.Split('\n')[0].Contains(call[1], StringComparison.Ordinal)
            );
        var log = programs.Read("log");
        Assert.All(seen, call => Assert.False(call.Contains(Planted, StringComparison.Ordinal), call));
        Assert.All(Secrets, name => Assert.DoesNotContain($"\n{name}=", log, StringComparison.Ordinal));
    }
}
