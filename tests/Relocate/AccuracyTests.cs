using System.Text;
using GitOpsGen.Relocate;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Relocate;

/// <summary>The hard fixtures, scored: no keep may ever be moved, and hardly a move may be missed.</summary>
public sealed class AccuracyTests(ITestOutputHelper output)
{
    /// <summary>The sets: of single hard cases, and of a folder that is laid out like an agent's repository.</summary>
    public static TheoryData<string> Sets => ["migrate", "migrate-agent"];

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task The_labelled_mentions_are_judged_right(string name)
    {
        var set = new LabelledSet(name);
        Score(set, await Plans.OfAsync(set.Files));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Line_ends_of_Windows_and_byte_order_marks_change_no_verdict(string name)
    {
        var set = new LabelledSet(name);
        using var folder = new TemporaryFolder();
        Rewrite(set, folder, text => "\ufeff" + text.Replace("\n", "\r\n", StringComparison.Ordinal));
        Score(set, await Plans.OfAsync(folder.Path));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Missing_final_newlines_change_no_verdict(string name)
    {
        var set = new LabelledSet(name);
        using var folder = new TemporaryFolder();
        Rewrite(set, folder, text => text.TrimEnd('\n'));
        Score(set, await Plans.OfAsync(folder.Path));
    }

    private static void Rewrite(LabelledSet set, TemporaryFolder folder, Func<string, string> change)
    {
        foreach (var file in Directory.EnumerateFiles(set.Files, "*", SearchOption.AllDirectories))
            folder.Write(Path.GetRelativePath(set.Files, file), change(File.ReadAllText(file)));
    }

    private void Score(LabelledSet set, RelocationPlan plan)
    {
        var labels = set.Labels;
        var found = plan
            .Occurrences.GroupBy(one => (one.Path, one.Line))
            .SelectMany(line => line.Select((one, i) => (Key: $"{one.Path}:{one.Line}:{i + 1}", One: one)))
            .ToDictionary(row => row.Key, row => row.One, StringComparer.Ordinal);
        Assert.Equal(labels.Select(label => label.Key).Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        var rows = labels
            .Select(label => (Label: label, One: found[label.Key], Said: Plans.Word(found[label.Key].Judgement.Verdict)))
            .ToList();
        var moves = rows.Where(row => row.Label.Verdict == "move").ToList();
        var (equal, moved, wrong) = (
            rows.Count(row => row.Said == row.Label.Verdict),
            moves.Count(row => row.Said == "move"),
            rows.Count(row => row is { Said: "move", Label.Verdict: "keep" })
        );
        var report = new StringBuilder(
            $"{rows.Count} mentions: {equal} verdicts equal, {moved} of {moves.Count} moves found, {wrong} keeps moved, "
                + $"{rows.Count(row => Plans.Word(row.One.Judgement.Category) == row.Label.Category)} categories equal\n"
        );
        foreach (
            var (label, one, said) in rows.Where(row =>
                row.Said != row.Label.Verdict || Plans.Word(row.One.Judgement.Category) != row.Label.Category
            )
        )
            report.Append(
                $"{label.Key} is {label.Verdict} {label.Category}, not {said} {Plans.Word(one.Judgement.Category)}: "
                    + $"{one.Judgement.Evidence}\n"
            );
        output.WriteLine(report.ToString());
        Assert.True(wrong == 0 && moved >= moves.Count * 0.98 && equal >= rows.Count * 0.9, report.ToString());
    }
}
