using GitOpsGen.Diagnostics;
using GitOpsGen.Relocate;
using GitOpsGen.Relocate.Apply;
using GitOpsGen.Relocate.Proof;
using GitOpsGen.Tests.Support;
using Xunit;
using AppliedPlans = GitOpsGen.Tests.Relocate.Apply.Plans;

namespace GitOpsGen.Tests.Relocate.Proof;

/// <summary>The second judge, asked of edits that no plan made: each wrong one is named, and no right one.</summary>
public sealed class MoveProofTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Each_wrong_edit_is_named()
    {
        var files = new MadeUp(AppliedPlans.From, "wrong", all: false).Wrong(500).ToList();
        var named = (await ProveAsync(files)).Select(one => one.At!.Value.File).ToHashSet(StringComparer.Ordinal);
        Assert.Equal("", string.Join('\n', Missed(files, path => !named.Contains(path))));
    }

    [Fact]
    public async Task No_right_edit_is_named()
    {
        var files = new MadeUp(AppliedPlans.From, "right", all: false).Right(200).ToList();
        var named = await ProveAsync(files);
        Assert.Empty(Missed(files, path => named.Any(one => one.At!.Value.File == path)));
        Assert.Empty(named);
    }

    [Fact]
    public async Task A_word_that_was_kept_as_a_longer_name_and_is_none_is_named()
    {
        folder.Write("a.sh", "NS=\"${NS:-kube-system}\"\nA=my-kube-system\n");
        var kept = AppliedPlans
            .All(folder, "a.sh")
            .Select(one => one with { Judgement = new Judgement(Verdict.Keep, Category.LongerName, "") });
        var bag = new DiagnosticBag();
        using var opened = await RelocationFolder.OpenAsync(folder.Path, false, _ => { }, bag, TestContext.Current.CancellationToken);
        new MoveProof(opened, AppliedPlans.Nothing, RelocationRules.Default, bag).Kept(kept);
        Assert.StartsWith("a.sh(1,11): error GOG128", Assert.Single(bag.Sorted()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_person_decided_is_not_asked()
    {
        var decided = new Decision(new Position("migration.yaml", 1, 1), null, "0/a.md", 1, Verdict.Move, "It is about the collector.");
        var rules = RelocationRules.Default with { Decisions = [decided] };
        Assert.Empty(await ProveAsync([new MadeUpFile("a.md", "All of it lives in kube-system.\n")], rules));
    }

    [Fact]
    public async Task A_finding_says_where_and_what()
    {
        var found = Assert.Single(await ProveAsync([new MadeUpFile("a.sh", "kubectl --context kube-system get pod ama-metrics-1\n")]));
        Assert.Equal(("GOG127", Severity.Error, "0/a.sh(1,19)"), (found.Code, found.Severity, found.At.ToString()));
        Assert.Contains("kube-system", found.Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<Diagnostic>> ProveAsync(IReadOnlyList<MadeUpFile> files, RelocationRules? rules = null)
    {
        var edits = new List<Occurrence>();
        for (var i = 0; i < files.Count; i++)
        {
            folder.Write(MadeUpTests.PathOf(files, i), files[i].Text);
            edits.AddRange(AppliedPlans.All(folder, MadeUpTests.PathOf(files, i)));
        }

        var record = (await AppliedPlans.ApplyAsync(folder, edits)).Record;
        var bag = new DiagnosticBag();
        using var opened = await RelocationFolder.OpenAsync(
            folder.Path,
            writes: false,
            _ => { },
            bag,
            TestContext.Current.CancellationToken
        );
        new MoveProof(opened, record, rules ?? RelocationRules.Default, bag).Run();
        return bag.Sorted();
    }

    private static IEnumerable<string> Missed(List<MadeUpFile> files, Func<string, bool> isMissed) =>
        Enumerable
            .Range(0, files.Count)
            .Where(i => isMissed(MadeUpTests.PathOf(files, i)))
            .Select(i => $"{files[i].Path}\n{files[i].Text}")
            .Distinct();
}
