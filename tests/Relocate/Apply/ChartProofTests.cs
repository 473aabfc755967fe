using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Relocate.Apply;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Relocate.Apply;

/// <summary>Charts rendered by real Helm, before and after.</summary>
public sealed class ChartProofTests : IDisposable
{
    private const string Deployment = """
        {{- $old := lookup "apps/v1" "Deployment" "kube-system" "ama-metrics" }}
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: ama-metrics
          namespace: kube-system
          annotations:
            checksum/config: {{ include (print $.Template.BasePath "/config.yaml") . | sha256sum }}
        spec:
          template:
            spec:
              containers:
                - name: agent
                  args: [--secret-namespace=kube-system, --own={{ .Values.own }}]

        """;

    private readonly TemporaryFolder folder = new();

    public ChartProofTests()
    {
        folder.Write("charts/agent/Chart.yaml", "apiVersion: v2\nname: agent\nversion: 1.0.0\n");
        folder.Write("charts/agent/values.yaml", "own: kube-system\n");
        folder.Write("charts/agent/templates/deployment.yaml", Deployment);
        folder.Write(
            "charts/agent/templates/config.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ama-metrics-settings, namespace: kube-system}\n"
        );
    }

    public static TheoryData<string> Helms => ["3", "4"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task A_chart_that_makes_the_same_in_another_namespace_is_proved_and_its_moves_are_counted(string helm)
    {
        // The token's Secret stays.
        await ApplyAsync(
            ("charts/agent/templates/deployment.yaml", [2]),
            ("charts/agent/templates/config.yaml", []),
            ("charts/agent/values.yaml", [])
        );
        var chart = Assert.Single(await ProveAsync(helm));
        Assert.Equal(("charts/agent", ChartOutcome.Moved, 3, ""), (chart.Path, chart.Outcome, chart.Moves, chart.Detail));
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task A_condition_that_turns_out_otherwise_is_found(string helm)
    {
        folder.Write(
            "charts/agent/templates/extra.yaml",
            "{{ if eq .Values.own \"kube-system\" }}\nkind: Role\napiVersion: v1\nmetadata: {name: ama-metrics-role}\n{{ end }}\n"
        );
        await ApplyAsync(("charts/agent/values.yaml", []));
        Assert.Equal(ChartOutcome.Different, Assert.Single(await ProveAsync(helm)).Outcome);
    }

    [Fact]
    public async Task A_chart_that_the_move_breaks_is_found()
    {
        folder.Write("charts/agent/templates/extra.yaml", "{{ if ne .Values.own \"kube-system\" }}{{ fail \"not here\" }}{{ end }}\n");
        await ApplyAsync(("charts/agent/values.yaml", []));
        var chart = Assert.Single(await ProveAsync("3"));
        Assert.Equal(ChartOutcome.Broken, chart.Outcome);
        Assert.Contains("not here", chart.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chart_that_renders_neither_way_is_said_and_not_held_against_the_move()
    {
        folder.Write("charts/agent/templates/extra.yaml", "# {{ required \"say where\" .Values.where }}\n");
        await ApplyAsync(("charts/agent/values.yaml", []));
        Assert.Equal(ChartOutcome.NeverRendered, Assert.Single(await ProveAsync("3")).Outcome);
        folder.Write("charts/agent/values-where.yaml", "where: here\n");
        Assert.Equal(ChartOutcome.Moved, Assert.Single(await ProveAsync("3", "charts/agent/values-where.yaml")).Outcome);
    }

    [Fact]
    public async Task A_chart_that_rolls_dice_is_said()
    {
        folder.Write(
            "charts/agent/templates/extra.yaml",
            "kind: Secret\napiVersion: v1\nmetadata: {name: ama-metrics-x}\nstringData: {password: {{ randAlphaNum 20 }}}\n"
        );
        await ApplyAsync(("charts/agent/values.yaml", []));
        Assert.Equal(ChartOutcome.Random, Assert.Single(await ProveAsync("3")).Outcome);
    }

    [Fact]
    public async Task A_chart_within_a_chart_is_rendered_with_it_and_one_without_moves_not_at_all()
    {
        folder.Write("charts/agent/charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n");
        folder.Write(
            "charts/agent/charts/sub/templates/x.yaml",
            "kind: ConfigMap\napiVersion: v1\nmetadata: {name: ama-metrics-sub, namespace: kube-system}\n"
        );
        folder.Write("other/Chart.yaml", "broken");
        await ApplyAsync(("charts/agent/charts/sub/templates/x.yaml", []));
        Assert.Equal(
            [("charts/agent", ChartOutcome.Moved, 1), ("other", ChartOutcome.Untouched, 0)],
            (await ProveAsync("3")).Select(chart => (chart.Path, chart.Outcome, chart.Moves))
        );
    }

    [Theory]
    [InlineData("a kube-system b", "a azure-managed-prometheus b", 1)]
    [InlineData("kube-system kube-system", "kube-system azure-managed-prometheus", 1)]
    [InlineData("kube-system", "azure-managed-prometheu", null)]
    [InlineData("kube-system x", "azure-managed-prometheus y", null)]
    [InlineData("a\nb", "a", null)]
    [InlineData("a\nb", "a\nc", null)]
    [InlineData(
        "sum: 0000000000000000000000000000000000000000000000000000000000000000",
        "sum: 1111111111111111111111111111111111111111111111111111111111111111",
        0
    )]
    [InlineData("sum: 0000", "sum: 1111", null)]
    public void Lines_differ_in_moved_names_alone(string before, string after, int? moves)
    {
        var (found, other) = RenderedDifference.Of(before, after, Plans.From, Plans.To);
        Assert.Equal(moves, other is null ? found : null);
    }

    [Theory]
    [InlineData("ns ns", "ns2 ns", "ns", "ns2", 1)]
    [InlineData("ns2 ns", "ns2 ns2", "ns", "ns2", 1)]
    [InlineData("nsx", "nx", "ns", "n", 1)]
    public void One_name_may_begin_with_the_other(string before, string after, string from, string to, int moves) =>
        Assert.Equal((moves, null), RenderedDifference.Of(before, after, from, to));

    private async Task ApplyAsync(params (string Path, int[] Reviews)[] files) =>
        await Plans.ApplyAsync(folder, files.SelectMany(file => Plans.All(folder, file.Path, file.Reviews)));

    private async Task<IReadOnlyList<ProvedChart>> ProveAsync(string helm, params string[] values)
    {
        using var files = await RelocationFolder.OpenAsync(
            folder.Path,
            writes: false,
            _ => { },
            new DiagnosticBag(),
            TestContext.Current.CancellationToken
        );
        var engine = new Engine("helm", helm == "3" ? TestTools.Helm3 : TestTools.Helm4, [], null, "");
        return await new ChartProof(files, files.Record(new DiagnosticBag())!, values).RunAsync(
            engine,
            TestContext.Current.CancellationToken
        );
    }
}
