using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>A change's whole life: opened, left alone, updated, closed.</summary>
public sealed class StoryTests
{
    [Fact]
    [Situation("a change, the same again, another, then none", "opened, nothing, updated, closed")]
    public async Task A_change_is_published_once_updated_and_taken_back()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        var before = fleet.State();

        await fleet.PublishAsync("--label", "gitops", "--reviewer", "jane", "contoso/platform", "--assignee", "joe", "--milestone", "3");
        Assert.Equal(["gitopsgen/wave/dev", "main"], fleet.Hub.Branches);
        var pull = Assert.Single(fleet.Hub.Pulls);
        Assert.Equal("dev: change web", (string?)pull["title"]);
        var opened = (string)pull["body"]!;
        Assert.Equal(["gitops"], pull["labels"]!.AsArray().Select(label => (string?)label));
        Assert.Equal("""{"reviewers":["jane"],"team_reviewers":["platform"]}""", pull["requested_reviewers"]!.ToJsonString());
        Assert.Equal("1", fleet.Remote("rev-list", "--count", $"main..{PublishedFleet.Dev}"));
        Assert.Equal(
            [
                "environments/dev/environment.yaml",
                "environments/dev/image.yaml",
                "environments/dev/web/kustomization.yaml",
                "environments/dev/web/owned.json",
            ],
            fleet
                .Remote("diff", "--name-only", "main", PublishedFleet.Dev)
                .Split('\n')
                .Where(path => !path.Contains("/rendered/", StringComparison.Ordinal) && !path.Contains("/patch", StringComparison.Ordinal))
        );
        Assert.Equal(before, fleet.State());
        fleet.Git("fsck", "--strict", "--no-dangling");
        var trailers = fleet.Remote("log", "-1", "--format=%(trailers)", PublishedFleet.Dev);
        Assert.Matches(
            $"^Gitopsgen-Content: [0-9a-f]{{64}}\nGitopsgen-Base: main\nGitopsgen-Parent: [0-9a-f]{{40}}\nGitopsgen-Fleet: \\.\nGitopsgen-Source: {fleet.Git("rev-parse", "HEAD")}\nGitopsgen-Version: "
                + "[0-9.]+\nGitopsgen-Engine: kustomize (sha256:)?[0-9a-f.]+\n*$",
            trailers
        );

        // Again: nothing is sent.
        fleet.Hub.Clear();
        var tip = fleet.Remote("rev-parse", PublishedFleet.Dev);
        await fleet.PublishAsync("--label", "gitops", "--reviewer", "jane");
        Assert.Empty(fleet.Hub.Writes);
        Assert.Equal(tip, fleet.Remote("rev-parse", PublishedFleet.Dev));

        // Further: the same pull request, on which somebody wrote.
        pull["body"] = $"Please look, Joe.\r\n\r\n{((string)pull["body"]!).Replace("\n", "\r\n", StringComparison.Ordinal)}\r\n\r\nThanks";
        await fleet.ChangeAsync("dev", "web:3");
        await fleet.PublishAsync();
        var body = (string)Assert.Single(fleet.Hub.Pulls)["body"]!;
        Assert.StartsWith("Please look, Joe.", body, StringComparison.Ordinal);
        Assert.EndsWith("Thanks", body, StringComparison.Ordinal);
        Assert.Contains("web:3", body, StringComparison.Ordinal);
        Assert.DoesNotContain("web:2", body, StringComparison.Ordinal);
        Assert.Equal("1", fleet.Remote("rev-list", "--count", $"main..{PublishedFleet.Dev}"));

        // Back: closed, and the branch gone.
        fleet.Git("checkout", "--quiet", "--", ".");
        File.Delete(fleet.Folder.File("environments/dev/image.yaml"));
        await fleet.RenderAsync();
        fleet.Git("clean", "--quiet", "--force", "-d");
        await fleet.PublishAsync();
        Assert.Equal("closed", (string?)Assert.Single(fleet.Hub.Pulls)["state"]);
        Assert.Equal(["main"], fleet.Hub.Branches);

        // And once more: a new one.
        await fleet.ChangeAsync("dev", "web:3");
        await fleet.PublishAsync();
        Assert.Equal(["closed", "open"], fleet.Hub.Pulls.Select(one => (string?)one["state"]));
        await Snapshot.VerifyAsync(opened.Hashes(), "md");
    }

    [Theory]
    [InlineData(PublishedFleet.Dev, PublishedFleet.Prod)]
    [InlineData(PublishedFleet.Prod, PublishedFleet.Dev)]
    [Situation("two waves that share an input", "two pull requests, in either order")]
    public async Task Two_waves_are_two_pull_requests_that_merge_in_either_order(string first, string second)
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Folder.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment.Replace("web:1", "web:2", StringComparison.Ordinal));
        await fleet.ChangeAsync("dev", "web:3");
        await fleet.PublishAsync();
        Assert.Equal([PublishedFleet.Dev, PublishedFleet.Prod, "main"], fleet.Hub.Branches);
        // merge-tree ends with 1 at a conflict.
        fleet.Squash(first);
        fleet.Squash(second);
        await fleet.PublishAsync();
        Assert.Equal(["main"], fleet.Hub.Branches);
    }

    [Fact]
    public async Task A_dry_run_prints_the_plan_without_a_token_and_changes_nothing()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Git("remote", "set-url", "origin", fleet.Hub.Bare);
        await fleet.ChangeAsync("dev", "web:2");
        var before = fleet.State();
        var objects = fleet.Objects();
        var answer = await Gitopsgen.RunAsAsync(
            fleet.Folder,
            fleet.Environment(token: null),
            "publish",
            "--offline",
            "--dry-run",
            "--output",
            "json"
        );
        Assert.True(answer.Exit == 0, answer.ToString());
        var plan = System.Text.Json.Nodes.JsonNode.Parse(answer.Output)!["publications"]!
            .AsArray()
            .Single(item => (string?)item!["action"] == "create")!;
        Assert.Equal(
            (PublishedFleet.Dev, fleet.Remote("rev-parse", "main"), "dev: change web"),
            ((string?)plan["branch"], (string?)plan["parent"], (string?)plan["title"])
        );
        Assert.Equal(objects, fleet.Objects());
        Assert.Equal(["main"], fleet.Hub.Branches);
        Assert.Empty(fleet.Hub.Calls);
        Assert.Equal(before, fleet.State());

        // Without a token a real run says so before it pushes anything.
        var real = await Gitopsgen.RunAsAsync(
            fleet.Folder,
            fleet.Environment(token: null),
            "publish",
            "--offline",
            "--repository",
            "contoso/small"
        );
        Assert.True(real.Exit == 4 && real.Error.Contains("GITHUB_TOKEN", StringComparison.Ordinal), real.ToString());
        Assert.Equal(["main"], fleet.Hub.Branches);
    }
}
