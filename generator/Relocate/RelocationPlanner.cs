using System.Collections.Concurrent;
using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Relocate.Sources;
using GitOpsGen.Relocate.Structured;

namespace GitOpsGen.Relocate;

/// <summary>Plans a move: finds the files, takes the inventory, judges every mention, and applies what people decided.</summary>
/// <param name="rules">What migration.yaml says; the defaults where there is none.</param>
/// <param name="includeCode">Whether code and pipelines are edited too.</param>
public sealed class RelocationPlanner(RelocationRequest request, RelocationRules rules, bool includeCode)
{
    /// <exception cref="OperationCanceledException">Cancelled; nothing was changed.</exception>
    public async Task<RelocationPlan> PlanAsync(CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticBag();
        var paths = await SourceFinder.FindAsync(request.Root, rules.Skip, cancellation);
        var files = Read(paths, diagnostics, cancellation);
        var context = Context(files, cancellation);
        var mentions = new ConcurrentDictionary<string, IReadOnlyList<Occurrence>>(StringComparer.Ordinal);
        Parallel.ForEach(files.Values, Options(cancellation), file => mentions[file.Path] = Mentions.Of(context, file));
        var judged = mentions.OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(entry => entry.Value).ToImmutableArray();
        var decided = rules.Apply(judged, diagnostics);
        return new RelocationPlan(
            request,
            Edits.Mark(Groups.Settle(decided), context, new GeneratedFiles(paths), includeCode),
            context.Inventory,
            diagnostics.Sorted()
        );
    }

    private SortedDictionary<string, SourceFile> Read(
        IReadOnlyList<string> paths,
        DiagnosticBag diagnostics,
        CancellationToken cancellation
    )
    {
        var reader = new SourceReader(new FileTree(request.Root), request.From, diagnostics);
        var read = new ConcurrentBag<SourceFile>();
        Parallel.ForEach(
            paths,
            Options(cancellation),
            path =>
            {
                if (reader.Read(path) is { } file)
                    read.Add(file);
            }
        );
        return new SortedDictionary<string, SourceFile>(
            read.ToDictionary(file => file.Path, StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }

    private RelocationContext Context(SortedDictionary<string, SourceFile> files, CancellationToken cancellation)
    {
        var declared = new ConcurrentBag<DeclaredObject>();
        Parallel.ForEach(
            files.Values,
            Options(cancellation),
            file =>
            {
                foreach (var one in ManifestReader.Declared(file))
                    declared.Add(one);
            }
        );
        var sorted = declared.OrderBy(one => one.Path, StringComparer.Ordinal).ThenBy(one => one.Line).ToList();
        return new RelocationContext(request, new Inventory(request, rules.Outside, sorted), rules.Outside, files);
    }

    private static ParallelOptions Options(CancellationToken cancellation) => new() { CancellationToken = cancellation };
}
