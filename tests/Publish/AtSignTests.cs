using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

public sealed class AtSignTests
{
    [Fact]
    public async Task A_user_as_people_mention_one_is_asked_to_review()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync("--reviewer", "@octocat", "--assignee", "@jane");
        Assert.Equal(
            """["octocat"] ["jane"]""",
            $"{fleet.Hub.Pulls[0]["requested_reviewers"]!["reviewers"]!.ToJsonString()} {fleet.Hub.Pulls[0]["assignees"]!.ToJsonString()}"
        );
    }

    [Fact]
    public async Task What_begins_with_an_at_sign_is_no_file_of_arguments()
    {
        using var folder = new TemporaryFolder();
        folder.Write("more", "--nothing-of-the-kind\n");
        var answer = await Gitopsgen.RunInAsync(folder, "publish", "--base", "@{u}", "--reviewer", $"@{folder.File("more")}");
        Assert.True(answer.Exit == 2 && answer.Error.Contains("there is no gitopsgen.yaml", StringComparison.Ordinal), answer.ToString());
    }
}
