using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;
using GitOpsGen.Schemas;
using GitOpsGen.Schemas.Import;
using GitOpsGen.State;

namespace GitOpsGen.Cli.Schema;

/// <summary>What an import is asked for.</summary>
/// <param name="Root">The repository, absolute.</param>
/// <param name="Sources">Files, folders and charts, as they were said.</param>
/// <param name="Release">Of descriptions that do not say theirs.</param>
internal sealed record SchemaImportOptions(string Root, ImmutableArray<string> Sources, KubernetesRelease? Release, bool IsDryRun);

/// <summary>What an import brought, and what it changes.</summary>
internal sealed record SchemaImportResult(ImportedSchemas Imported, ChangeSet Changes, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool HasErrors => Diagnostics.Any(found => found.Severity == Severity.Error);
}

/// <summary>Imports schemas into a repository: all that was named, or nothing where something is wrong.</summary>
internal sealed class SchemaImportRun(SchemaImportOptions options, IProgress progress)
{
    private readonly DiagnosticBag diagnostics = new();

    public async Task<SchemaImportResult> RunAsync(CancellationToken cancellation)
    {
        var imported = Import(cancellation);
        if (diagnostics.HasErrors)
            return Result(imported, Nothing);
        return options.IsDryRun ? Tried(imported) : await WrittenAsync(imported, cancellation);
    }

    private SchemaImportResult Tried(ImportedSchemas imported)
    {
        if (UnfinishedWrite.Of(StateFolder.ToRead(options.Root), isJudged: true) is { } unfinished)
            diagnostics.Add(unfinished);
        return Result(imported, Changes(imported, new FileIndex(new FileTree(options.Root))));
    }

    private async Task<SchemaImportResult> WrittenAsync(ImportedSchemas imported, CancellationToken cancellation)
    {
        using var state = StateFolder.Open(options.Root);
        using var taken = await RepositoryLock.TakeAsync(state, progress.Tell, cancellation);
        var workspace = new Workspace(options.Root, state, writes: true);
        var journal = new Journal(workspace.Index, state, workspace.Stage, JournalKind.Schemas);
        if (journal.Recover(diagnostics))
            progress.Tell("finished what an interrupted run had begun to write.");
        var changes = Changes(imported, workspace.Index);
        if (!diagnostics.HasErrors)
        {
            workspace.Stage.Open();
            journal.Write(changes, cancellation);
            workspace.Stage.Close();
        }

        return Result(imported, changes);
    }

    private static ChangeSet Nothing { get; } = new([], [], [], []);

    private SchemaImportResult Result(ImportedSchemas imported, ChangeSet changes) =>
        new(imported, diagnostics.HasErrors ? Nothing : changes, diagnostics.Sorted());

    private ImportedSchemas Import(CancellationToken cancellation)
    {
        var import = new SchemaImport(options.Release, diagnostics);
        foreach (var source in options.Sources)
        {
            var before = (import.Found, diagnostics.Count);
            var files = new SourceFiles(diagnostics).Read(source, out var isChart);
            foreach (var file in files)
            {
                cancellation.ThrowIfCancellationRequested();
                import.Add(file);
            }

            if (before == (import.Found, diagnostics.Count))
                diagnostics.Add(Messages.NothingToImport(source, isChart));
        }

        return import.Result;
    }

    private ChangeSet Changes(ImportedSchemas imported, FileIndex files)
    {
        var texts = new ImportPlan(files, diagnostics).Of(imported);
        return new ChangeSet([.. texts.Select(file => Change(file.Key, file.Value, files.Sha256(file.Key)))], [], [], []);
    }

    private static FileChange Change(string path, string? text, string? old)
    {
        var kind =
            text is null ? ChangeKind.Delete
            : old is null ? ChangeKind.Add
            : ChangeKind.Change;
        return new FileChange("", path, kind, old, text is null ? null : new Content.Text(text));
    }
}
