using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>The action runs on what a pull request brings.</summary>
public sealed class ActionTests
{
    private static readonly string[] Steps = File.ReadAllText(Path.Join(Repository.Root, "action.yml")).Split("    - ");

    [Fact]
    public void Only_the_steps_that_speak_to_GitHub_have_the_token() =>
        Assert.Equal(
            ["name: Publish", "name: Review"],
            Steps
                .Skip(1)
                .Where(step =>
                    step.Contains("inputs.token", StringComparison.Ordinal) || step.Contains("github.token", StringComparison.Ordinal)
                )
                .Select(step => step.Split('\n')[0])
        );

    // A review renders what it needs in folders of its own; what a stranger's head says is never rendered into the checkout.
    [Fact]
    public void A_review_is_one_command_and_other_words_are_refused()
    {
        Assert.All(
            Steps.Where(step =>
                step.StartsWith("name: Render", StringComparison.Ordinal) || step.StartsWith("name: Publish", StringComparison.Ordinal)
            ),
            step => Assert.Contains("if: inputs.command != 'review'\n", step, StringComparison.Ordinal)
        );
        Assert.Contains(Steps, step => step.StartsWith("name: Review\n      if: inputs.command == 'review'\n", StringComparison.Ordinal));
        Assert.Contains(Steps, step => step.Contains("publish | review) ;;", StringComparison.Ordinal));
    }

    [Fact]
    public void It_trusts_no_program_of_the_repository() =>
        Assert.All(Steps, step => Assert.DoesNotContain("--allow-repository-tools", step, StringComparison.Ordinal));

    // A global.json in the current folder names the SDK, and with it a program.
    [Fact]
    public void It_builds_where_no_pull_request_can_choose_the_SDK() =>
        Assert.All(
            Steps.Where(step =>
                step.Contains("dotnet build", StringComparison.Ordinal) || step.Contains("dotnet restore", StringComparison.Ordinal)
            ),
            step => Assert.Contains("working-directory: ${{ github.action_path }}\n", step, StringComparison.Ordinal)
        );
}
