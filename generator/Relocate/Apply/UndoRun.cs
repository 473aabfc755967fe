using GitOpsGen.Diagnostics;

namespace GitOpsGen.Relocate.Apply;

/// <summary>What <c>undo</c> did, or would do.</summary>
/// <param name="Record">Null when nothing was applied.</param>
/// <param name="Written">False when a file stood against it and nothing was touched.</param>
public sealed record UndoResult(RelocationRecord? Record, UndoPlan? UndoPlan, bool Written, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Takes everything back that was applied.</summary>
/// <param name="keepGoing">Take back what can be, where something cannot.</param>
public sealed class UndoRun(string root, bool keepGoing, bool dryRun, Action<string> tell)
{
    public async Task<UndoResult> RunAsync(CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticBag();
        using var folder = await RelocationFolder.OpenAsync(root, !dryRun, tell, diagnostics, cancellation);
        if (folder.Record(diagnostics) is not { } record)
            return new UndoResult(null, null, false, diagnostics.Sorted());
        var undoing = new RelocationUndo(folder, record, diagnostics).Plan();
        var goes = keepGoing || undoing.Left.IsEmpty;
        if (goes && !dryRun)
            folder.Write(undoing.Files, undoing.Rest, cancellation);
        return new UndoResult(record, undoing, goes, diagnostics.Sorted());
    }
}
