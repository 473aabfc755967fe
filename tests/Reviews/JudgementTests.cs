using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Reviews;

/// <summary>What makes a review fail, and what is new in it.</summary>
public sealed class JudgementTests
{
    private const string Manifests = "environments/dev/web/rendered/manifests.yaml";

    [Fact]
    public async Task What_the_base_has_already_is_not_new()
    {
        await using var fleet = await ReviewedFleet.CreateAsync(ReviewedFleet.Grow);
        await fleet.OpenAsync(folder => folder.Write("apps/config/base/map.yaml", SmallFleet.ConfigMap("settings", "bad")));
        var review = await fleet.JsonAsync(1, "--dry-run");
        Assert.Equal(
            [("TEAM-002", true), ("TEAM-001", false)],
            review["findings"]!
                .AsArray()
                .Where(one => (string?)one!["severity"] != "note")
                .Select(one => ((string)one!["rule"]!, (bool)one["new"]!))
        );
        Assert.Equal("2 findings from warning on", (string?)review["reasons"]![0]);
        Assert.Equal("1 new finding from warning on", (string?)(await fleet.JsonAsync(1, "--dry-run", "--new-only"))["reasons"]![0]);
        Assert.Equal("neutral", (string?)(await fleet.JsonAsync(0, "--dry-run", "--new-only", "--fail-on", "error"))["conclusion"]);
    }

    [Fact]
    public async Task A_finding_in_one_more_environment_is_new()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        fleet.Git("checkout", "--quiet", "-b", "first");
        await PatchAsync(fleet, "dev");
        fleet.Git("checkout", "--quiet", "-b", "second");
        await PatchAsync(fleet, "prod");
        var review = await fleet.JsonAsync(1, "--base", "first", "--head", "second");
        var one = Assert.Single(review["findings"]!.AsArray(), one => (string?)one!["rule"] == "TEAM-001")!;
        Assert.True((bool)one["new"]!);
        Assert.Equal(["dev", "prod"], one["in"]!.AsArray().Select(place => (string?)place));
    }

    [Fact]
    public async Task A_base_that_cannot_be_judged_makes_every_finding_new_and_says_so()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        fleet.Folder.Write("apps/web/app.yaml", "kind: [\n");
        fleet.Commit("Broken");
        fleet.Git("update-ref", "refs/remotes/origin/main", "HEAD");
        fleet.Git("checkout", "--quiet", "-b", "mended");
        fleet.Git("checkout", "--quiet", "HEAD~1", "--", "apps/web/app.yaml");
        ReviewedFleet.Grow(fleet.Folder);
        await fleet.RenderAsync();
        fleet.Commit("Mended");
        var review = await fleet.JsonAsync(1, "--dry-run", "--new-only");
        Assert.True((bool)Assert.Single(review["findings"]!.AsArray(), one => (string?)one!["rule"] == "TEAM-001")!["new"]!);
        Assert.Contains("GOG384", (string?)review["markdown"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_that_does_not_render_fails()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        await fleet.OpenAsync(folder => folder.Write("apps/web/base/kustomization.yaml", "resources: [gone.yaml]\n"), isRendered: false);
        var review = await fleet.JsonAsync(1, "--dry-run", "--new-only");
        Assert.Contains("from being judged", (string?)review["reasons"]![0], StringComparison.Ordinal);
        Assert.StartsWith("not rendered", (string?)review["words"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Argo_CD_would_not_do_is_a_finding_of_the_sync_and_fails()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        await fleet.OpenAsync(
            folder =>
            {
                folder.Write("apps/web/base/kustomization.yaml", "resources: [deployment.yaml, gate.yaml]\n");
                folder.Write(
                    "apps/web/base/gate.yaml",
                    """
                    apiVersion: batch/v1
                    kind: Job
                    metadata:
                      name: gate
                      namespace: demo
                      labels: {gitopsgen.io/job: gate}
                      annotations: {argocd.argoproj.io/sync-wave: "-1"}
                    spec:
                      template: {spec: {restartPolicy: Never, containers: [{name: gate, image: gate:1}]}}

                    """
                );
                folder.Write(
                    "apps/web/app.yaml",
                    folder.Read("apps/web/app.yaml") + "  argocd: {syncOptions: [ApplyOutOfSyncOnly=true]}\n"
                );
            },
            isRendered: false
        );
        var review = await fleet.JsonAsync(1, "--dry-run");
        Assert.Contains(review["findings"]!.AsArray(), one => (string?)one!["rule"] == "SYN-001" && (bool)one["new"]!);
        Assert.Contains(
            "finding of what it would not do",
            ((string)review["markdown"]!).Replace("findings", "finding", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.Contains("nothing else was judged", (string?)review["markdown"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generated_file_that_a_person_edited_fails_whatever_its_record_says()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        await fleet.OpenAsync(
            folder =>
            {
                var before = GitOpsGen.Files.Digest.OfText(folder.Read(Manifests));
                folder.Write(Manifests, folder.Read(Manifests).Replace("web:1", "evil:1", StringComparison.Ordinal));
                folder.Write(
                    "environments/dev/web/owned.json",
                    folder
                        .Read("environments/dev/web/owned.json")
                        .Replace(before, GitOpsGen.Files.Digest.OfText(folder.Read(Manifests)), StringComparison.Ordinal)
                );
            },
            isRendered: false
        );
        var review = await fleet.JsonAsync(1, "--dry-run");
        Assert.Contains(Manifests, review["generated"]!["wrong"]!.AsArray().Select(path => (string?)path));
        Assert.Contains("generated files not as a render makes them", (string?)review["reasons"]![0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_among_the_generated_ones_and_a_wider_project_fail()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        await fleet.OpenAsync(
            folder =>
            {
                folder.Write("environments/dev/web/rendered/more.yaml", SmallFleet.ConfigMap("more"));
                folder.Write("argocd/projects/dev.yaml", folder.Read("argocd/projects/dev.yaml") + "# wider\n");
            },
            isRendered: false
        );
        var review = await fleet.JsonAsync(1, "--dry-run");
        Assert.Equal(["environments/dev/web/rendered/more.yaml"], review["generated"]!["wrong"]!.AsArray().Select(path => (string?)path));
        Assert.Equal(["argocd/projects/dev.yaml"], review["generated"]!["shared"]!.AsArray().Select(path => (string?)path));
        Assert.Single(review["reasons"]!.AsArray());
    }

    [Fact]
    public async Task Inputs_whose_render_comes_later_do_not_fail_unless_it_is_asked_for()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        await fleet.OpenAsync(ReviewedFleet.Bump, isRendered: false);
        var review = await fleet.JsonAsync(0, "--dry-run");
        Assert.Equal("neutral", (string?)review["conclusion"]);
        Assert.Contains(Manifests, review["generated"]!["waiting"]!.AsArray().Select(path => (string?)path));
        Assert.Contains("web:2", (string?)review["markdown"], StringComparison.Ordinal);
        Assert.Equal("failure", (string?)(await fleet.JsonAsync(1, "--dry-run", "--require-rendered"))["conclusion"]);
    }

    [Fact]
    public async Task A_pull_request_that_waives_a_finding_says_so()
    {
        await using var fleet = await ReviewedFleet.CreateAsync(ReviewedFleet.Grow);
        await fleet.OpenAsync(folder =>
            folder.Write("gitopsgen.yaml", folder.Read("gitopsgen.yaml") + "    waivers: [{rule: TEAM-001, reason: On purpose.}]\n")
        );
        var review = await fleet.JsonAsync(0, "--dry-run");
        Assert.Equal("neutral", (string?)review["conclusion"]);
        Assert.Contains("#### Newly waived\n\n- TEAM-001", (string?)review["markdown"], StringComparison.Ordinal);
    }

    // Another branch to follow would leave the model of a sync nothing to compare with.
    [Fact]
    public async Task Naming_another_branch_hides_nothing_that_a_sync_would_do()
    {
        await using var fleet = await ReviewedFleet.CreateAsync(folder =>
        {
            folder.Write("apps/web/base/kustomization.yaml", "resources: [deployment.yaml, more.yaml]\n");
            folder.Write("apps/web/base/more.yaml", "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: old, namespace: demo}\n");
        });
        await fleet.OpenAsync(
            folder =>
            {
                folder.Write(
                    "gitopsgen.yaml",
                    folder.Read("gitopsgen.yaml").Replace("small.git}", "small.git, branch: other}", StringComparison.Ordinal)
                );
                folder.Write("apps/web/base/more.yaml", SmallFleet.ConfigMap("other"));
                var path = "environments/dev/environment.yaml";
                folder.Write(path, folder.Read(path).Replace("class: dev", "class: test", StringComparison.Ordinal));
            },
            isRendered: false
        );
        var review = await fleet.JsonAsync(1, "--dry-run", "--base", "main");
        Assert.Contains(review["findings"]!.AsArray(), one => (string?)one!["rule"] == "SYN-002");
    }

    [Fact]
    public async Task What_the_base_did_meanwhile_is_no_change_of_the_head()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        await fleet.OpenAsync(ReviewedFleet.Bump);
        fleet.Git("checkout", "--quiet", "main");
        fleet.Folder.Write("apps/config/base/map.yaml", SmallFleet.ConfigMap("settings", "elsewhere"));
        await fleet.RenderAsync();
        fleet.Commit("Elsewhere");
        fleet.Git("update-ref", "refs/remotes/origin/main", "HEAD");
        var review = await fleet.JsonAsync(0, "--dry-run", "--head", "change");
        Assert.DoesNotContain("elsewhere", (string?)review["markdown"], StringComparison.Ordinal);
        Assert.Contains("web:2", (string?)review["markdown"], StringComparison.Ordinal);
        Assert.NotEqual(fleet.Git("rev-parse", "main"), (string?)review["base"]);
    }

    [Fact]
    public async Task A_commit_that_is_not_there_is_told()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        var answer = await fleet.ReviewAsync("--dry-run", "--head", "nowhere");
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains("GOG161", answer.Error, StringComparison.Ordinal);
    }

    private static async Task PatchAsync(ReviewedFleet fleet, string environment)
    {
        fleet.Folder.Write(
            $"environments/{environment}/more.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: demo}\nspec: {replicas: 9}\n"
        );
        var path = $"environments/{environment}/environment.yaml";
        fleet.Folder.Write(
            path,
            fleet.Folder.Read(path).Replace("web: {}", "web: {patches: [{file: more.yaml}]}", StringComparison.Ordinal)
        );
        await fleet.RenderAsync();
        fleet.Commit(environment);
    }
}
