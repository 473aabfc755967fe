using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Reviews;

/// <summary>What a token may do, and which pull request is meant.</summary>
public sealed class PermissionTests
{
    [Fact]
    public async Task A_token_that_only_reads_leaves_the_review_in_the_summary_of_the_job()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        var number = await fleet.OpenAsync(ReviewedFleet.Grow);
        fleet.Hub.IsReadOnly = true;
        var environment = fleet.Environment();
        environment["GITHUB_STEP_SUMMARY"] = fleet.Folder.File(".git/summary");
        environment["GITHUB_REF"] = $"refs/pull/{number}/merge";
        var answer = await fleet.ReviewAsync(environment);
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains("warning GOG381", answer.Error, StringComparison.Ordinal);
        Assert.Contains("warning GOG382", answer.Error, StringComparison.Ordinal);
        Assert.Empty(fleet.Hub.Comments);
        Assert.Contains("TEAM-001", await File.ReadAllTextAsync(fleet.Folder.File(".git/summary")), StringComparison.Ordinal);

        environment["GITHUB_STEP_SUMMARY"] = fleet.Folder.File(".git");
        Assert.Contains("warning GOG386", (await fleet.ReviewAsync(environment)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_personal_token_makes_a_status_in_place_of_a_check_and_makes_it_once()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        var number = await fleet.OpenAsync(ReviewedFleet.Grow);
        (fleet.Hub.Accepted, fleet.Hub.Login) = (FakeGitHub.PersonalToken, "jane");
        var environment = fleet.Environment(FakeGitHub.PersonalToken);
        for (var run = 0; run < 2; run++)
            Assert.Contains(
                "on the commit: status",
                (await fleet.ReviewAsync(environment, "--pull-request", $"{number}")).Output,
                StringComparison.Ordinal
            );
        var status = Assert.Single(fleet.Hub.Statuses);
        Assert.Equal(("gitopsgen", "failure"), ((string?)status["context"], (string?)status["state"]));
        Assert.Equal("low risk; 1 finding, 1 new", (string?)status["description"]);
        var refused = await fleet.ReviewAsync(environment, "--pull-request", $"{number}", "--report", "check");
        Assert.Contains("GOG382: the commit gets no check run", refused.Error, StringComparison.Ordinal);
        await fleet.ReviewAsync(environment, "--pull-request", $"{number}", "--report", "none");
        Assert.Empty(fleet.Hub.Checks);
    }

    [Fact]
    public async Task More_than_fifty_findings_are_annotations_in_several_requests()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        var number = await fleet.OpenAsync(folder =>
        {
            folder.Write(
                "apps/config/base/kustomization.yaml",
                $"resources: [map.yaml{string.Concat(Enumerable.Range(0, 120).Select(i => $", m{i}.yaml"))}]\n"
            );
            for (var i = 0; i < 120; i++)
                folder.Write($"apps/config/base/m{i}.yaml", SmallFleet.ConfigMap($"m{i}", "bad"));
        });
        await fleet.ReviewAsync("--pull-request", $"{number}");
        var check = Assert.Single(fleet.Hub.Checks);
        var annotations = check["annotations"]!.AsArray();
        Assert.Equal((120, "completed", "failure"), (annotations.Count, (string?)check["status"], (string?)check["conclusion"]));
        Assert.Equal("TEAM-002 (new)", (string?)annotations[0]!["title"]);
        Assert.Equal("warning", (string?)annotations[0]!["annotation_level"]);
        var path = (string)annotations[0]!["path"]!;
        Assert.True(File.Exists(fleet.Folder.File(path)), path);
    }

    [Fact]
    public async Task The_pull_request_is_that_of_the_event_else_of_the_ref_else_of_the_branch()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        var number = await fleet.OpenAsync(ReviewedFleet.Bump);
        Assert.Contains($"pull request {number}:", (await fleet.ReviewAsync()).Output, StringComparison.Ordinal);
        fleet.Git("checkout", "--quiet", "main");
        Assert.DoesNotContain("pull request", (await fleet.ReviewAsync()).Output, StringComparison.Ordinal);
        var environment = fleet.Environment();
        environment["GITHUB_EVENT_PATH"] = fleet.Folder.File(".git/event");
        foreach (
            var text in new[]
            {
                "{\"pull_request\": {\"number\": " + number + "}}",
                "{\"issue\": {\"pull_request\": {}, \"number\": " + number + "}}",
            }
        )
        {
            fleet.Folder.Write(".git/event", text);
            Assert.Contains($"pull request {number}:", (await fleet.ReviewAsync(environment)).Output, StringComparison.Ordinal);
        }

        fleet.Folder.Write(".git/event", "no JSON");
        var broken = await fleet.ReviewAsync(environment);
        Assert.True(broken.Exit == 1, broken.ToString());
        Assert.Contains("GOG380", broken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_head_of_a_fork_is_fetched_into_a_shallow_clone_of_the_base()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        var fork = fleet.Hub.Fork("mallory");
        fleet.Git("checkout", "--quiet", "-b", "change", "main");
        ReviewedFleet.Bump(fleet.Folder);
        await fleet.RenderAsync();
        fleet.Commit("By a person");
        fleet.Git("push", "--quiet", fork, "change");
        var number = fleet.Hub.OpenByPerson("change", "mallory", "mallory/small");
        fleet.Git("checkout", "--quiet", "main");
        fleet.Git("commit", "--quiet", "--allow-empty", "--message=Elsewhere");
        fleet.Git("push", "--quiet", fleet.Hub.Bare, "main");
        using var clone = new TemporaryFolder();
        Sh.Git(clone.Path, "clone", "--quiet", "--depth=1", $"file://{fleet.Hub.Bare}", ".");
        Sh.Git(clone.Path, "remote", "set-url", "origin", fleet.Hub.RepositoryUrl);
        var answer = await Gitopsgen.RunAsAsync(clone, fleet.Environment(), "review", "--pull-request", $"{number}");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Contains("web:2", fleet.Comment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_a_dry_run_prints_the_review_and_a_real_one_of_a_pull_request_says_what_it_lacks()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        var number = await fleet.OpenAsync(ReviewedFleet.Bump);
        var answer = await fleet.ReviewAsync(fleet.Environment(token: null), "--dry-run");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.StartsWith("### gitopsgen: ", answer.Output, StringComparison.Ordinal);
        Assert.Contains("web:2", answer.Output, StringComparison.Ordinal);
        Assert.Empty(fleet.Hub.Calls);
        var refused = await fleet.ReviewAsync(fleet.Environment(token: null), "--pull-request", $"{number}");
        Assert.True(refused.Exit == 4 && refused.Error.Contains("GITHUB_TOKEN", StringComparison.Ordinal), refused.ToString());
        var dry = await fleet.ReviewAsync("--pull-request", $"{number}", "--dry-run", "--output", "markdown");
        Assert.StartsWith("### gitopsgen: ", dry.Output, StringComparison.Ordinal);
        Assert.Empty(fleet.Hub.Comments);
    }

    [Theory]
    [InlineData("--pull-request", "0")]
    [InlineData("--pull-request", "1", "--head", "main")]
    [InlineData("--fail-on", "3")]
    [InlineData("--report", "both")]
    [InlineData("--app-id", "1")]
    public async Task Wrong_words_are_wrong_usage(params string[] words)
    {
        using var fleet = SmallFleet.Create();
        Assert.Equal(2, (await Gitopsgen.RunInAsync(fleet, ["review", .. words])).Exit);
    }
}
