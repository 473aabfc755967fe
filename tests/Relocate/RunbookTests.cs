using System.Text;
using GitOpsGen.Relocate;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Relocate;

/// <summary>This repository's own runbook, moved with all that is in its namespace, line by line.</summary>
public sealed class RunbookTests
{
    private const string Runbook = "docs/runbooks/prometheus-stack.md";

    [Fact]
    public async Task The_own_runbook_comes_out_right()
    {
        using var folder = new TemporaryFolder();
        var text = await File.ReadAllTextAsync(Path.Join(Repository.Root, Runbook), TestContext.Current.CancellationToken);
        folder.Write("runbook.md", text);
        var request = new RelocationRequest(folder.Path, "monitoring", "observability", ["*"]);
        var plan = await new RelocationPlanner(request, RelocationRules.Default, includeCode: false).PlanAsync(
            TestContext.Current.CancellationToken
        );
        await Snapshot.VerifyAsync(Lines(text.Split('\n'), plan.Occurrences.ToLookup(one => one.Line)), "md");
    }

    [Fact]
    public async Task Applied_to_the_own_runbook_a_move_holds()
    {
        using var folder = new TemporaryFolder();
        folder.Write("runbook.md", await File.ReadAllTextAsync(Path.Join(Repository.Root, Runbook), TestContext.Current.CancellationToken));
        string[] path = ["--path", folder.Path];
        var applied = await Gitopsgen.RunAsync([
            "migrate",
            "apply",
            "--from",
            "monitoring",
            "--to",
            "observability",
            "--objects",
            "*",
            "--allow-open",
            .. path,
        ]);
        Assert.True(applied.Exit == 0, applied.ToString());
        var verified = await Gitopsgen.RunAsync(["migrate", "verify", "--offline", .. path]);
        Assert.True(verified.Exit == 0, verified.ToString());
    }

    // Each line that names the namespace: as it was, and as it is, or what a person is asked.
    private static string Lines(string[] lines, ILookup<int, Occurrence> mentions)
    {
        var told = new StringBuilder();
        foreach (var line in mentions.OrderBy(line => line.Key))
        {
            var text = lines[line.Key - 1].Trim();
            var now = line.Where(one => one.Edit)
                .OrderByDescending(one => one.Column)
                .Aggregate(
                    lines[line.Key - 1],
                    (moved, one) => moved.Remove(one.Column - 1, one.Length).Insert(one.Column - 1, "observability")
                );
            var verdicts = string.Join(", ", line.Select(one => one.Judgement.Verdict.ToString().ToLowerInvariant()));
            told.Append(now.Trim() == text ? $"  {text}\n" : $"- {text}\n+ {now.Trim()}\n").Append($"  = {verdicts}\n\n");
        }

        return told.ToString();
    }
}
