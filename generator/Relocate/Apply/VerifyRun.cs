using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Relocate.Proof;

namespace GitOpsGen.Relocate.Apply;

/// <summary>What <c>verify</c> found.</summary>
/// <param name="Record">Null when there is none.</param>
/// <param name="Holding">Files that, swapped back, are what they were.</param>
/// <param name="Charts">Null when Helm was not at hand.</param>
public sealed record VerifyResult(
    RelocationRecord? Record,
    int Holding,
    IReadOnlyList<ProvedChart>? Charts,
    IReadOnlyList<Diagnostic> Diagnostics
);

/// <summary>Proves what was applied: against the record, by judging again, and by rendering.</summary>
/// <param name="judge">Judges with what the record says of the apply.</param>
/// <param name="rules">What people decided, which is not asked again.</param>
/// <param name="values">Values files for the charts, relative to the folder.</param>
public sealed class VerifyRun(
    string root,
    Func<RelocationRecord, Judging> judge,
    Func<RelocationRecord, RelocationRules> rules,
    IReadOnlyList<string> values,
    bool offline,
    ToolTrust trust,
    Action<string> tell
)
{
    private readonly DiagnosticBag diagnostics = new();

    public async Task<VerifyResult> RunAsync(CancellationToken cancellation)
    {
        using var folder = await RelocationFolder.OpenAsync(root, writes: false, tell, diagnostics, cancellation);
        if (folder.Record(diagnostics) is not { } record)
        {
            if (!diagnostics.HasErrors)
                diagnostics.Add(Messages.NothingApplied(root));
            return new VerifyResult(null, 0, null, diagnostics.Sorted());
        }

        var holding = RecordProof.Run(folder, record, diagnostics);
        var occurrences = await judge(record)(diagnostics, cancellation);
        var proof = new MoveProof(folder, record, rules(record), diagnostics);
        proof.Run();
        proof.Kept(occurrences);
        foreach (var again in CreatedFiles.Keep(occurrences, record).Where(one => one.Edit))
            diagnostics.Add(Messages.WouldMoveAgain(new Position(again.Path, again.Line, again.Column), again.Judgement.Evidence));
        return new VerifyResult(record, holding, await ChartsAsync(folder, record, cancellation), diagnostics.Sorted());
    }

    private async Task<IReadOnlyList<ProvedChart>?> ChartsAsync(
        RelocationFolder folder,
        RelocationRecord record,
        CancellationToken cancellation
    )
    {
        var proof = new ChartProof(folder, record, values);
        if (!proof.HasCharts)
            return [];
        var problems = new DiagnosticBag();
        var finder = new EngineFinder(folder.Files, new EngineCache(folder.EnginesFile, isKept: false), offline, trust, tell);
        if (await finder.HelmAsync(Settings(folder), problems, cancellation) is not { } helm)
        {
            diagnostics.Add(Messages.ChartsNotProved(problems.Sorted()[0].Message));
            return null;
        }

        var charts = await proof.RunAsync(helm, cancellation);
        foreach (var chart in charts)
            Say(chart);
        return charts;
    }

    // A fleet may name its own Helm; any other folder takes the one at hand.
    private static ToolSettings Settings(RelocationFolder folder) =>
        new Descriptions(folder.Files, new DiagnosticBag()).Settings()?.Helm
        ?? new ToolSettings(Position.Start(FleetLayout.FleetFile), null, null);

    private void Say(ProvedChart chart)
    {
        var path = chart.Path.Length == 0 ? "Chart.yaml" : $"{chart.Path}/Chart.yaml";
        switch (chart.Outcome)
        {
            case ChartOutcome.Different:
                diagnostics.Add(Messages.ChartDiffers(path, chart.Detail));
                break;
            case ChartOutcome.Broken:
                diagnostics.Add(Messages.ChartBroken(path, chart.Detail));
                break;
            case ChartOutcome.NeverRendered:
                diagnostics.Add(Messages.ChartNotProved(path, $"it renders neither before nor after: {chart.Detail}"));
                break;
            case ChartOutcome.Random:
                diagnostics.Add(Messages.ChartNotProved(path, $"it makes something else each time: {chart.Detail}"));
                break;
        }
    }
}
