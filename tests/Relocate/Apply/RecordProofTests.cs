using GitOpsGen.Diagnostics;
using GitOpsGen.Ownership;
using GitOpsGen.Relocate.Apply;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Relocate.Apply;

public sealed class RecordProofTests : IDisposable
{
    private const string Text = "a: kube-system\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Files_as_apply_left_them_hold()
    {
        var (holding, problems) = await ProveAsync();
        Assert.Equal(1, holding);
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("a: azure-managed-prometheus \n", "edited")]
    [InlineData(Text, "restored")]
    [InlineData(null, "not there")]
    public async Task A_file_that_is_another_is_named(string? then, string why)
    {
        var (holding, problems) = await ProveAsync(() =>
        {
            if (then is null)
                File.Delete(folder.File("a.yaml"));
            else
                folder.Write("a.yaml", then);
        });
        Assert.Equal(0, holding);
        Assert.Contains(why, Assert.Single(problems), StringComparison.Ordinal);
        Assert.StartsWith("a.yaml(1,1): error GOG139", problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_was_changed_proves_nothing()
    {
        var (_, problems) = await ProveAsync(() =>
            File.WriteAllText(
                folder.State(JournalEntry.StateFile),
                File.ReadAllText(folder.State(JournalEntry.StateFile))
                    .Replace(GitOpsGen.Files.Digest.OfText(Text), new string('0', 64), StringComparison.Ordinal)
            )
        );
        Assert.Contains("record was changed", Assert.Single(problems), StringComparison.Ordinal);
    }

    private async Task<(int Holding, IReadOnlyList<string> Problems)> ProveAsync(Action? then = null)
    {
        folder.Write("a.yaml", Text);
        await Plans.ApplyAsync(folder, Plans.All(folder, "a.yaml"));
        then?.Invoke();
        using var files = await RelocationFolder.OpenAsync(
            folder.Path,
            writes: false,
            _ => { },
            new DiagnosticBag(),
            TestContext.Current.CancellationToken
        );
        var bag = new DiagnosticBag();
        return (RecordProof.Run(files, files.Record(bag)!, bag), [.. bag.Sorted().Select(problem => problem.ToString())]);
    }
}
