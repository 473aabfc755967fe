using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>The action runs on what a pull request brings.</summary>
public sealed class ActionTests
{
    private static readonly string[] Steps = File.ReadAllText(Path.Join(Repository.Root, "action.yml")).Split("    - ");

    [Fact]
    public void Only_the_step_that_publishes_has_the_token() =>
        Assert.StartsWith("name: Publish\n", Assert.Single(Steps.Skip(1), step => step.Contains("inputs.token", StringComparison.Ordinal) || step.Contains("github.token", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void It_trusts_no_program_of_the_repository() =>
        Assert.All(Steps, step => Assert.DoesNotContain("--allow-repository-tools", step, StringComparison.Ordinal));
}
