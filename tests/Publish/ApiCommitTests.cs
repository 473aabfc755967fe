using System.Text.Json.Nodes;
using GitOpsGen.GitHub;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>Commits that GitHub makes and signs: <c>--commit-via api</c>.</summary>
public sealed class ApiCommitTests
{
    private static readonly string[] ByApi = ["--commit-via", "api"];

    [Fact]
    public async Task A_change_is_published_once_updated_and_taken_back()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        var before = fleet.State();
        var publication = Of(await fleet.PublishAsync([.. ByApi, "--output", "json"]), PublishedFleet.Dev);
        var tip = fleet.Remote("rev-parse", PublishedFleet.Dev);
        Assert.Equal((tip, true), ((string?)publication["commit"], (bool?)publication["verified"]));
        Assert.Equal("publisher[bot] publisher[bot]", fleet.Remote("show", "--no-patch", "--format=%an %cn", tip));
        Assert.Contains("\ngpgsig -----BEGIN", fleet.Remote("cat-file", "commit", tip), StringComparison.Ordinal);
        Assert.NotEqual("", fleet.Remote("show", "--no-patch", "--format=%(trailers:key=Gitopsgen-Content,valueonly)", tip));
        AssertOneCommit(fleet, PublishedFleet.Dev);
        Assert.Equal(before, fleet.State());

        // Again: nothing is sent.
        fleet.Hub.Clear();
        await fleet.PublishAsync(ByApi);
        Assert.Empty(fleet.Hub.Writes);

        await fleet.ChangeAsync("dev", "web:3");
        await fleet.PublishAsync(ByApi);
        Assert.Contains("web:3", (string?)Assert.Single(fleet.Hub.Pulls)["body"], StringComparison.Ordinal);
        AssertOneCommit(fleet, PublishedFleet.Dev);

        fleet.Git("checkout", "--quiet", "--", ".");
        fleet.Git("clean", "--quiet", "--force", "-d");
        await fleet.PublishAsync(ByApi);
        Assert.Equal("closed", (string?)Assert.Single(fleet.Hub.Pulls)["state"]);
        Assert.Equal(["main"], fleet.Hub.Branches);
    }

    [Fact]
    public async Task Deletions_modes_and_bytes_are_those_of_git()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Git("add", "--all");
        fleet.Git("commit", "--quiet", "--message=Change");
        fleet.Git("push", "--quiet", fleet.Hub.Bare, "main");
        File.Delete(fleet.Folder.File("environments/dev/image.yaml"));
        fleet.Folder.Write(
            "environments/dev/environment.yaml",
            fleet
                .Folder.Read("environments/dev/environment.yaml")
                .Replace("web: {patches: [{file: image.yaml}]}", "web: {}", StringComparison.Ordinal)
        );
        await fleet.RenderAsync();
        fleet.Folder.Write("apps/web/base/run.sh", "#!/bin/sh\r\nexit 0");
        File.SetUnixFileMode(fleet.Folder.File("apps/web/base/run.sh"), (UnixFileMode)0b111_101_101);
        // What git would make of it is the measure.
        var tree = (string)Of(await fleet.PublishAsync("--dry-run", "--output", "json"), PublishedFleet.Dev)["tree"]!;
        await fleet.PublishAsync(ByApi);
        var files = fleet.Remote("ls-tree", "-r", PublishedFleet.Dev);
        Assert.Equal(fleet.Git("ls-tree", "-r", tree), files);
        Assert.Contains(
            "\tapps/web/base/run.sh",
            files.Split('\n').Single(line => line.StartsWith("100755", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("environments/dev/image.yaml", files, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_waves_are_two_pull_requests_with_a_commit_each()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.ChangeAsync("prod", "web:2");
        await fleet.PublishAsync(ByApi);
        Assert.Equal(2, fleet.Hub.Pulls.Count);
        AssertOneCommit(fleet, PublishedFleet.Dev);
        AssertOneCommit(fleet, PublishedFleet.Prod);
    }

    [Fact]
    public async Task A_dry_run_needs_no_token_and_names_no_commit_that_will_not_be()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Hub.IsPublic = true;
        await fleet.ChangeAsync("dev", "web:2");
        var answer = await Gitopsgen.RunAsAsync(
            fleet.Folder,
            fleet.Environment(token: null),
            ["publish", "--offline", "--dry-run", "--output", "json", .. ByApi]
        );
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Equal("api", (string?)JsonNode.Parse(answer.Output)!["commitVia"]);
        var plan = Of(answer, PublishedFleet.Dev);
        Assert.Equal(
            (fleet.Remote("rev-parse", "main"), null, null),
            ((string?)plan["parent"], (string?)plan["commit"], (bool?)plan["verified"])
        );
        fleet.Commit("Change");
        Assert.Equal(fleet.Git("rev-parse", "HEAD^{tree}"), (string?)plan["tree"]);
        Assert.Empty(fleet.Hub.Writes);
    }

    [Theory]
    [InlineData("--dry-run")]
    [InlineData("--draft")]
    public async Task A_remote_that_is_not_on_github_is_wrong_usage(string mode)
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        var answer = await fleet.TryAsync(["--remote", fleet.Hub.Bare, mode, .. ByApi]);
        Assert.True(answer.Exit == 2 && answer.Error.Contains("Say --commit-via git.", StringComparison.Ordinal), answer.ToString());
        Assert.Empty(fleet.Hub.Calls);
    }

    [Theory]
    [InlineData("https://api.github.com", "https://github.com/contoso/small.git", true)]
    [InlineData("https://api.github.com", "https://someone@github.com/contoso/small", true)]
    [InlineData("https://api.github.com", "git@github.com:contoso/small.git", true)]
    [InlineData("https://api.github.com", "ssh://git@ssh.github.com:443/contoso/small.git", true)]
    [InlineData("https://api.github.com", "git@work:contoso/small.git", true)]
    [InlineData("https://api.github.com", "git@gitlab.com:contoso/small.git", false)]
    [InlineData("https://api.github.com", "https://gitlab.com/contoso/small.git", false)]
    [InlineData("https://api.github.com", "/srv/contoso/small.git", false)]
    [InlineData("https://git.contoso.example/api/v3", "git@git.contoso.example:contoso/small.git", true)]
    [InlineData("https://git.contoso.example/api/v3", "https://github.com/contoso/small.git", false)]
    public void Addresses_tell_whether_github_has_the_repository(string api, string address, bool isThere) =>
        Assert.Equal(isThere, GitHubSettings.IsOn(new Uri(api), address));

    [Fact]
    public async Task A_persons_token_makes_the_commit_unsigned_with_a_warning()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Hub.Accepted = FakeGitHub.PersonalToken;
        var environment = fleet.Environment(FakeGitHub.PersonalToken);
        var answer = await Gitopsgen.RunAsAsync(fleet.Folder, environment, ["publish", "--offline", "--output", "json", .. ByApi]);
        Assert.True(
            answer.Exit == 0
                && answer.Error.Contains("GOG186", StringComparison.Ordinal)
                && answer.Error.Contains("(unsigned)", StringComparison.Ordinal),
            answer.ToString()
        );
        Assert.False((bool?)Of(answer, PublishedFleet.Dev)["verified"]);
        AssertOneCommit(fleet, PublishedFleet.Dev);
        Assert.Single(fleet.Hub.Pulls);
    }

    [Fact]
    public async Task Git_is_not_asked_to_sign_what_github_signs()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Git("config", "commit.gpgSign", "true");
        fleet.Git("config", "gpg.program", "false");
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync(ByApi);
        AssertOneCommit(fleet, PublishedFleet.Dev);
        await fleet.ChangeAsync("dev", "web:3");
        var byGit = await fleet.TryAsync();
        Assert.True(byGit.Exit == 1 && byGit.Error.Contains("gpg failed to sign", StringComparison.Ordinal), byGit.ToString());
    }

    [Fact]
    public async Task A_persons_commit_is_left_alone()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync(ByApi);
        var person = PersonsCommit(fleet);
        await fleet.ChangeAsync("dev", "web:3");
        var answer = await fleet.TryAsync(ByApi);
        Assert.True(answer.Exit == 1 && answer.Error.Contains("GOG176", StringComparison.Ordinal), answer.ToString());
        Assert.Equal(person, fleet.Remote("rev-parse", PublishedFleet.Dev));
    }

    [Fact]
    [Situation("by the API, a person moves the branch meanwhile", "left alone")]
    public async Task A_branch_that_a_person_moves_meanwhile_is_left_alone()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync(ByApi);
        await fleet.ChangeAsync("dev", "web:3");
        string? person = null;
        fleet.Hub.AfterEffect = Calls.Of("POST", "/git/commits", () => person ??= PersonsCommit(fleet));
        var answer = await fleet.TryAsync(ByApi);
        Assert.True(
            answer.Exit == 1
                && answer.Error.Contains("looking again", StringComparison.Ordinal)
                && answer.Error.Contains("GOG176", StringComparison.Ordinal),
            answer.ToString()
        );
        Assert.Equal(person, fleet.Remote("rev-parse", PublishedFleet.Dev));
        Assert.Empty(fleet.Hub.OtherRefs);
    }

    [Fact]
    public async Task A_race_of_one_branch_forgets_nothing_of_another()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.ChangeAsync("prod", "web:2");
        fleet.Hub.Accepted = FakeGitHub.PersonalToken;
        var commits = 0;
        fleet.Hub.AfterEffect = Calls.Of(
            "POST",
            "/git/commits",
            () =>
            {
                if (++commits == 2)
                    fleet.Remote(
                        "update-ref",
                        $"refs/heads/{PublishedFleet.Prod}",
                        fleet.Remote("commit-tree", "main^{tree}", "-p", "main", "-m", "By hand")
                    );
            }
        );
        var answer = await Gitopsgen.RunAsAsync(
            fleet.Folder,
            fleet.Environment(FakeGitHub.PersonalToken),
            ["publish", "--offline", "--output", "json", .. ByApi]
        );
        Assert.True(
            answer.Exit == 1
                && answer.Error.Contains("looking again", StringComparison.Ordinal)
                && answer.Error.Contains("GOG176", StringComparison.Ordinal)
                && answer.Error.Contains("GOG186", StringComparison.Ordinal),
            answer.ToString()
        );
        Assert.Equal(fleet.Remote("rev-parse", PublishedFleet.Dev), (string?)Of(answer, PublishedFleet.Dev)["commit"]);
    }

    [Fact]
    [Situation("by the API, the branch goes meanwhile", "made anew")]
    public async Task A_branch_that_goes_meanwhile_is_made_anew()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync(ByApi);
        await fleet.ChangeAsync("dev", "web:3");
        fleet.Hub.AfterEffect = Calls.Of(
            "POST",
            "/git/commits",
            () => fleet.Remote("update-ref", "-d", $"refs/heads/{PublishedFleet.Dev}")
        );
        await fleet.TryAsync(ByApi);
        fleet.Hub.AfterEffect = null;
        await fleet.PublishAsync(ByApi);
        AssertOneCommit(fleet, PublishedFleet.Dev);
    }

    [Fact]
    [Situation("by the API, a rule refuses the branch", "error with its reason")]
    public async Task A_rule_that_refuses_the_branch_is_an_error_with_its_reason()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Hub.BranchRule = "Repository rule violations found";
        var answer = await fleet.TryAsync(ByApi);
        Assert.True(
            answer.Exit == 4
                && answer.Error.Contains("GOG177", StringComparison.Ordinal)
                && answer.Error.Contains("rule violations", StringComparison.Ordinal),
            answer.ToString()
        );
        Assert.Equal(["main"], fleet.Hub.Branches);
        fleet.Hub.BranchRule = null;
        await fleet.PublishAsync(ByApi);
        AssertOneCommit(fleet, PublishedFleet.Dev);
    }

    [Fact]
    public async Task What_a_killed_run_left_goes_but_not_what_another_wave_is_at()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        foreach (var branch in new[] { PublishedFleet.Dev, PublishedFleet.Prod })
            fleet.Remote("update-ref", $"refs/gitopsgen/staging/{branch}", "main");
        await fleet.PublishAsync([.. ByApi, "--only", "dev"]);
        Assert.Equal([$"refs/gitopsgen/staging/{PublishedFleet.Prod}"], fleet.Hub.OtherRefs);
        await fleet.PublishAsync(ByApi);
        Assert.Empty(fleet.Hub.OtherRefs);
    }

    [Fact]
    public async Task Eight_publishers_at_once_make_one_commit_and_one_pull_request()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => fleet.TryAsync(ByApi)));
        Assert.All(answers, answer => Assert.True(answer.Exit == 0, answer.ToString()));
        Assert.Single(fleet.Hub.Pulls);
        AssertOneCommit(fleet, PublishedFleet.Dev);
    }

    private static void AssertOneCommit(PublishedFleet fleet, string branch)
    {
        Assert.Equal("1", fleet.Remote("rev-list", "--count", $"main..{branch}"));
        Assert.Empty(fleet.Hub.OtherRefs);
    }

    private static JsonNode Of(Answer answer, string branch) =>
        JsonNode.Parse(answer.Output)!["publications"]!.AsArray().Single(item => (string?)item!["branch"] == branch)!;

    private static string PersonsCommit(PublishedFleet fleet)
    {
        var commit = fleet.Remote("commit-tree", "main^{tree}", "-p", PublishedFleet.Dev, "-m", "By hand");
        fleet.Remote("update-ref", $"refs/heads/{PublishedFleet.Dev}", commit);
        return commit;
    }
}
