using System.Collections.Immutable;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Relocate.Apply;

/// <summary>Judges every mention as things are now.</summary>
public delegate Task<ImmutableArray<Occurrence>> Judging(DiagnosticBag diagnostics, CancellationToken cancellation);

/// <summary>What <c>apply</c> is asked for.</summary>
/// <param name="Config">migration.yaml as it was said.</param>
/// <param name="AllowOpen">Open reviews do not fail the run.</param>
/// <param name="New">Null: no new objects.</param>
public sealed record ApplyOptions(
    RelocationRequest Request,
    string? Config,
    bool IncludeCode,
    bool AllowOpen,
    bool DryRun,
    NewObjectRequest? New
);

/// <summary>What <c>apply</c> did, or would do.</summary>
/// <param name="Edits">Null when something was wrong; nothing was written then.</param>
/// <param name="Open">Mentions that a person has to decide.</param>
/// <param name="Code">Mentions in code that move and were not edited.</param>
/// <param name="Created">New files.</param>
public sealed record ApplyResult(
    EditSet? Edits,
    ImmutableArray<Occurrence> Open,
    ImmutableArray<Occurrence> Code,
    ImmutableArray<string> Created,
    IReadOnlyList<Diagnostic> Diagnostics
);

/// <summary>Makes the moves of a plan: all of them or none.</summary>
public sealed class ApplyRun(ApplyOptions options, Judging judge, Action<string> tell)
{
    private readonly DiagnosticBag diagnostics = new();

    public async Task<ApplyResult> RunAsync(CancellationToken cancellation)
    {
        // Before anything is judged: what a killed run had begun must be finished first.
        using var folder = await RelocationFolder.OpenAsync(options.Request.Root, !options.DryRun, tell, diagnostics, cancellation);
        var before = folder.Record(diagnostics);
        if (before is not null && (before.From, before.To) != (options.Request.From, options.Request.To))
            diagnostics.Add(Messages.OtherMove(folder.RecordFile, before.From, before.To));
        if (diagnostics.HasErrors)
            return Failed();

        var occurrences = CreatedFiles.Keep(await judge(diagnostics, cancellation), before);
        var start = (before ?? RelocationRecord.Of(options.Request.From, options.Request.To, [])) with
        {
            Objects = options.Request.Objects,
            Config = options.Config,
            IncludeCode = options.IncludeCode,
        };
        var set = new EditPlanner(folder, start, diagnostics).Of(occurrences);
        var (created, record) = CreatedFiles.Plan(folder, set.Record, NewFiles(folder), diagnostics);
        if (diagnostics.HasErrors)
            return Failed();

        if (!options.DryRun && !record.IsEmpty)
            folder.Write([.. set.Files, .. created], record, cancellation);
        return Done(set, occurrences, [.. created.Select(file => file.Path)]);
    }

    private ImmutableSortedDictionary<string, string> NewFiles(RelocationFolder folder)
    {
        if (options.New is not { } asked)
            return ImmutableSortedDictionary<string, string>.Empty;
        var paths = folder
            .Files.Walk("")
            .Where(path =>
                !path.Split('/').Any(part => part is ".git" or ".gitopsgen")
                && !path.StartsWith(asked.Folder + "/", StringComparison.Ordinal)
            );
        return new NewObjects(
            options.Request,
            asked,
            DeclaredManifests.Read(folder.Files, paths.Order(StringComparer.Ordinal)),
            diagnostics
        ).Files();
    }

    private ApplyResult Done(EditSet set, ImmutableArray<Occurrence> occurrences, ImmutableArray<string> created)
    {
        ImmutableArray<Occurrence> open = [.. occurrences.Where(one => one is { Judgement.Verdict: Verdict.Review, IsGenerated: false })];
        ImmutableArray<Occurrence> code =
        [
            .. occurrences.Where(one => one is { Judgement.Verdict: Verdict.Move, Edit: false, IsGenerated: false }),
        ];
        foreach (var one in open)
            diagnostics.Add(Messages.ReviewOpen(At(one), one.Judgement.Evidence, options.AllowOpen));
        foreach (var one in code)
            diagnostics.Add(Messages.CodeStays(At(one), one.Judgement.Evidence));
        return new ApplyResult(set, open, code, created, diagnostics.Sorted());
    }

    private ApplyResult Failed() => new(null, [], [], [], diagnostics.Sorted());

    private static Position At(Occurrence one) => new(one.Path, one.Line, one.Column);
}
