using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>The action runs on what a pull request brings.</summary>
public sealed class ActionTests
{
    private static readonly string[] Steps = File.ReadAllText(Path.Join(Repository.Root, "action.yml")).Split("    - ");

    [Fact]
    public void Only_the_step_that_publishes_has_the_token() =>
        Assert.StartsWith(
            "name: Publish\n",
            Assert.Single(
                Steps.Skip(1),
                step => step.Contains("inputs.token", StringComparison.Ordinal) || step.Contains("github.token", StringComparison.Ordinal)
            ),
            StringComparison.Ordinal
        );

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
