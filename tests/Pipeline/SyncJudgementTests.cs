using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Pipeline;

/// <summary>Each rule of a sync with a fleet that breaks it and one beside it that does not, by the whole command with real git.</summary>
public sealed class SyncJudgementTests
{
    private const string Base = "apps/web/base/kustomization.yaml";
    private const string More = "apps/web/base/more.yaml";

    private const string Gate = """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: gate
          namespace: demo
          labels: {gitopsgen.io/job: gate}
          annotations: {argocd.argoproj.io/sync-wave: "-1"}
        spec:
          template: {spec: {restartPolicy: Never, containers: [{name: gate, image: gate:1}]}}

        """;

    [Theory]
    [InlineData("ApplyOutOfSyncOnly=true", true)]
    [InlineData("Validate=false", false)]
    public async Task SYN_001_a_retry_does_not_walk_past_a_failed_Job(string option, bool isFound)
    {
        using var fleet = With(Gate);
        fleet.Write("apps/web/app.yaml", fleet.Read("apps/web/app.yaml") + $"  argocd: {{syncOptions: [{option}]}}\n");
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(isFound ? 1 : 0, answer.Exit);
        Finds(
            answer,
            isFound,
            "environments/dev/environment.yaml(10,22): error SYN-001: dev/web, prod/web, first sync: when batch/Job demo/gate"
        );
        Assert.Equal(!isFound, Directory.Exists(fleet.File("argocd")));
    }

    [Fact]
    public async Task SYN_002_an_environment_does_not_change_its_class_in_the_change_that_prunes()
    {
        using var fleet = With("apiVersion: v1\nkind: Secret\nmetadata: {name: old, namespace: demo}\n");
        await CommittedAsync(fleet);
        fleet.Write(More, SmallFleet.ConfigMap("other"));
        var environment = fleet.Read("environments/dev/environment.yaml");
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--dry-run")).Exit);

        fleet.Write("environments/dev/environment.yaml", environment.Replace("class: dev", "class: test", StringComparison.Ordinal));
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, answer.Exit);
        Finds(answer, true, "error SYN-002: dev/web: the project no longer permits Secret demo/old, which this change prunes.");
    }

    [Fact]
    public async Task SYN_003_somebody_makes_the_namespace()
    {
        using var fleet = SmallFleet.Create();
        Finds(await Gitopsgen.RunInAsync(fleet, "render", "--dry-run"), true, "nobody makes the namespace \"demo\"");
        fleet.Write("gitopsgen.yaml", Fleet("[demo, other]", "{applicationHealth: true}"));
        Finds(await Gitopsgen.RunInAsync(fleet, "render", "--dry-run"), false, "SYN-003");
        fleet.Write("gitopsgen.yaml", Fleet("[other]", "{applicationHealth: true}"));
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(0, answer.Exit);
        // One line for the cause, not one for each app, environment or cluster.
        Finds(
            answer,
            true,
            "apps/config/app.yaml(3,18): warning SYN-003: dev/config, dev/web and 2 more: nobody makes the namespace \"demo\""
        );
        Assert.Equal(1, answer.Error.Split("SYN-003").Length - 1);

        fleet.Write("apps/config/app.yaml", fleet.Read("apps/config/app.yaml") + "  argocd: {syncOptions: [CreateNamespace=true]}\n");
        answer = await Gitopsgen.RunInAsync(fleet, "render");
        Finds(answer, false, "SYN-003");
        Assert.Contains("    kind: Namespace\n    name: demo\n", fleet.Read("argocd/projects/prod.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("helm")]
    [InlineData("rendered")]
    public async Task SYN_003_a_namespace_that_Argo_CD_makes_is_permitted_for_charts_too(string delivery)
    {
        using var fleet = SmallFleet.Create();
        fleet.Write("gitopsgen.yaml", Fleet("[]", "{applicationHealth: true}"));
        fleet.Write("apps/web/chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.2.3\n");
        fleet.Write("apps/web/chart/templates/map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n");
        fleet.Write(
            "gitopsgen.yaml",
            fleet
                .Read("gitopsgen.yaml")
                .Replace("  limits:", $"  tools: {{helm: {{path: {TestTools.Helm4}}}}}\n  limits:", StringComparison.Ordinal)
        );
        fleet.Write(
            "apps/web/app.yaml",
            SmallFleet
                .App("web", "chart: {path: chart, version: 1.2.3, produces: {kinds: [ConfigMap]}}", $"delivery: {delivery}")
                .Replace("namespace: demo", "namespace: web", StringComparison.Ordinal)
        );
        Finds(
            await Gitopsgen.RunInAsync(fleet, "render", "--dry-run"),
            true,
            "warning SYN-003: dev/web, prod/web: nobody makes the namespace \"web\""
        );
        fleet.Write("apps/web/app.yaml", fleet.Read("apps/web/app.yaml") + "  argocd: {syncOptions: [CreateNamespace=true]}\n");
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(answer.Exit == 0, answer.ToString());
        Finds(answer, false, "namespace \"web\"");
        Assert.Contains("    kind: Namespace\n    name: web\n", fleet.Read("argocd/projects/dev.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"7\"", true)]
    [InlineData("\"-1\"", false)]
    public async Task SYN_004_something_waits_for_a_gate(string wave, bool isFound)
    {
        using var fleet = With(Gate.Replace("\"-1\"", wave, StringComparison.Ordinal));
        Finds(
            await Gitopsgen.RunInAsync(fleet, "render"),
            isFound,
            "error SYN-004: dev/web, prod/web, first sync: nothing waits for batch/Job demo/gate"
        );
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(", annotations: {argocd.argoproj.io/hook: PreSync, argocd.argoproj.io/sync-wave: \"-2\"}", false)]
    public async Task SYN_005_what_is_waited_for_needs_nothing_later(string annotations, bool isFound)
    {
        using var fleet = With(
            Gate.Replace("restartPolicy", "serviceAccountName: gate, restartPolicy", StringComparison.Ordinal)
                .Replace(
                    "{argocd.argoproj.io/sync-wave",
                    "{argocd.argoproj.io/hook: PreSync, argocd.argoproj.io/sync-wave",
                    StringComparison.Ordinal
                ) + $"---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {{name: gate, namespace: demo{annotations}}}\n"
        );
        Finds(
            await Gitopsgen.RunInAsync(fleet, "render"),
            isFound,
            "error SYN-005: dev/web, prod/web, first sync: batch/Job demo/gate is waited for"
        );
    }

    [Fact]
    public async Task An_object_that_is_called_like_a_unit_keeps_its_name_in_what_is_found()
    {
        using var fleet = With(Gate.Replace("name: gate\n  namespace: demo", "name: web\n  namespace: dev", StringComparison.Ordinal));
        fleet.Write("apps/web/app.yaml", fleet.Read("apps/web/app.yaml") + "  argocd: {syncOptions: [ApplyOutOfSyncOnly=true]}\n");
        Finds(
            await Gitopsgen.RunInAsync(fleet, "render"),
            true,
            "error SYN-001: dev/web, prod/web, first sync: when batch/Job dev/web fails, the second attempt"
        );
    }

    [Theory]
    [InlineData("confirm", true)]
    [InlineData("true", false)]
    public async Task SYN_006_no_prune_waits_to_be_confirmed(string prune, bool isFound)
    {
        using var fleet = With(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: old, namespace: demo, annotations: {argocd.argoproj.io/sync-options: "
                + $"Prune={prune}}}}}\n"
        );
        await CommittedAsync(fleet);
        fleet.Write(More, SmallFleet.ConfigMap("other"));
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(0, answer.Exit);
        Finds(answer, isFound, "warning SYN-006: dev/web, prod/web, this change: the prune of ConfigMap demo/old waits");

        // What was found is said again as long as it holds.
        Finds(await Gitopsgen.RunInAsync(fleet, "render", "--check"), isFound, "SYN-006");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("applicationHealth: false", false)]
    [InlineData("applicationHealth: true", false)]
    public async Task SYN_007_the_root_waits_or_the_fleet_says_that_it_does_not(string said, bool isFound)
    {
        using var fleet = SmallFleet.Create();
        fleet.Write("gitopsgen.yaml", Fleet("[demo]", $"{{{said}}}"));
        Finds(await Gitopsgen.RunInAsync(fleet, "render"), isFound, "note SYN-007: small: dev/web would be made although dev/config");
    }

    private static string Fleet(string namespaces, string argocd) =>
        SmallFleet.Fleet
        + $"  argocd: {argocd}\n  prerequisites: [{{name: platform, description: What is there before., namespaces: {namespaces}}}]\n";

    private static TemporaryFolder With(string objects)
    {
        var fleet = SmallFleet.Create();
        fleet.Write("gitopsgen.yaml", Fleet("[demo]", "{applicationHealth: true}"));
        fleet.Write(More, objects);
        fleet.Write(Base, "resources: [deployment.yaml, more.yaml]\n");
        return fleet;
    }

    private static async Task CommittedAsync(TemporaryFolder fleet)
    {
        Sh.Git(fleet.Path, "init", "-q", "-b", "main");
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(answer.Exit == 0, answer.ToString());
        Sh.Git(fleet.Path, "add", "-A");
        Sh.Git(fleet.Path, "commit", "-q", "-m", "first");
    }

    private static void Finds(Answer answer, bool isFound, string text)
    {
        Assert.True(answer.Error.Contains(text, StringComparison.Ordinal) == isFound, $"{text}\n{answer}");
    }
}
