using GitOpsGen.Diagnostics;
using GitOpsGen.Relocate;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Relocate;

/// <summary>migration.yaml: what people decided, and what stays out of it.</summary>
public sealed class MigrationFileTests
{
    private const string Head = "apiVersion: gitopsgen.io/v1alpha1\nkind: Migration\nspec:\n";

    private const string Service = "apiVersion: v1\nkind: Service\nmetadata:\n  name: ama-metrics-ksm\n  namespace: kube-system\n";

    [Fact]
    public async Task A_decision_settles_what_was_for_review()
    {
        using var folder = new TemporaryFolder();
        folder.Write("notes/a.md", "The agent is in kube-system.\n");
        folder.Write("migration.yaml", $"{Head}  decisions:\n  - {{at: 'notes/a.md:1', verdict: move, reason: It is about the agent.}}\n");
        var (answer, json) = await Plans.RunAsync(folder.Path);
        using var _ = json;
        var one = Assert.Single(json.RootElement.GetProperty("occurrences").EnumerateArray());
        Assert.Equal(
            ("move", true, "Decided: It is about the agent."),
            (one.GetProperty("verdict").GetString(), one.GetProperty("edit").GetBoolean(), one.GetProperty("evidence").GetString())
        );
        Assert.Equal((0, ""), (answer.Exit, answer.Error));
    }

    [Fact]
    public async Task A_decision_that_matches_nothing_any_more_is_reported()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", Service);
        var rules = Read(
            $"{Head}  decisions:\n  - {{at: 'a.yaml:4', verdict: keep, reason: x}}\n  - {{group: 'service:gone', verdict: keep, "
                + "reason: x}\n"
        );
        var plan = await Plans.OfAsync(folder.Path, rules);
        Assert.Equal(["GOG110", "GOG110"], plan.Diagnostics.Select(item => item.Code));
        Assert.Contains("service:gone", plan.Diagnostics[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_moves_as_a_whole_or_not_at_all()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", Service);
        folder.Write("b.yaml", "url: http://ama-metrics-ksm.kube-system.svc:8080\n");
        var plan = await Plans.OfAsync(folder.Path);
        Assert.All(
            plan.Occurrences,
            one => Assert.Equal((Verdict.Move, "service:ama-metrics-ksm"), (one.Judgement.Verdict, one.Judgement.Group))
        );

        plan = await Plans.OfAsync(
            folder.Path,
            Read($"{Head}  decisions:\n  - {{at: 'b.yaml:1', verdict: keep, reason: Another cluster.}}\n")
        );
        Assert.Equal([Verdict.Review, Verdict.Keep], plan.Occurrences.Select(one => one.Judgement.Verdict));
        Assert.All(plan.Occurrences, one => Assert.False(one.Edit));
    }

    [Fact]
    public async Task Objects_outside_stay_and_skipped_files_are_not_searched()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", Service);
        folder.Write("vendor/b.yaml", Service);
        var plan = await Plans.OfAsync(folder.Path, Read($"{Head}  outside: [ama-metrics-ksm]\n  skip: [vendor]\n"));
        Assert.Equal((Verdict.Keep, "a.yaml"), (Assert.Single(plan.Occurrences).Judgement.Verdict, plan.Occurrences[0].Path));
    }

    [Theory]
    [InlineData("  decisions:\n  - {verdict: move, reason: x}\n", "GOG111")]
    [InlineData("  decisions:\n  - {at: 'a:1', group: b, verdict: move, reason: x}\n", "GOG111")]
    [InlineData("  outsid: []\n", "GOG003")]
    [InlineData("  decisions:\n  - {at: 'a:1', verdict: review, reason: x}\n", "GOG006")]
    public void A_mistake_in_it_has_its_line(string spec, string code)
    {
        var diagnostics = new DiagnosticBag();
        Assert.Null(RelocationRules.Read("migration.yaml", Head + spec, diagnostics));
        Assert.Contains(diagnostics.Sorted(), item => item.Code == code && item.At?.Line > 3);
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_read_stops_the_plan()
    {
        using var folder = new TemporaryFolder();
        folder.Write("own.yaml", $"{Head}  nothing: 1\n");
        var answer = await Gitopsgen.RunAsync(
            "migrate",
            "plan",
            "--from",
            "a",
            "--to",
            "b",
            "--path",
            folder.Path,
            "--config",
            folder.File("own.yaml")
        );
        Assert.True(answer.Exit == 1 && answer.Error.Contains("GOG003", StringComparison.Ordinal), answer.ToString());
        answer = await Gitopsgen.RunAsync(
            "migrate",
            "plan",
            "--from",
            "a",
            "--to",
            "b",
            "--path",
            folder.Path,
            "--config",
            folder.File("none.yaml")
        );
        Assert.True(answer.Exit == 2 && answer.Error.Contains("none.yaml", StringComparison.Ordinal), answer.ToString());
    }

    private static RelocationRules Read(string text)
    {
        var diagnostics = new DiagnosticBag();
        return RelocationRules.Read("migration.yaml", text, diagnostics)
            ?? throw new InvalidOperationException(string.Join('\n', diagnostics.Sorted()));
    }
}
