using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Ownership;

namespace GitOpsGen.Pipeline;

/// <summary>What was found in place of a record.</summary>
/// <param name="Record">Null when it cannot be read, and <paramref name="Trouble"/> says why.</param>
/// <param name="Sides">What both sides of a merge recorded, where git left markers; else none.</param>
public sealed record RecordReading(string Directory, OwnedFiles? Record, ImmutableArray<OwnedFiles> Sides, Diagnostic? Trouble)
{
    public static RecordReading Of(IFleetFiles files, string directory)
    {
        var found = new DiagnosticBag();
        var text = files.ReadUnmerged(OwnedFiles.PathIn(directory), FileTree.TextLimit, found);
        if (text is not null && ConflictMarkers.Sides(text) is (var ours, var theirs))
            return Merged(directory, [Side(directory, ours), Side(directory, theirs)]);
        var record = text is null ? null : OwnedFiles.Read(directory, text, found);
        return new RecordReading(directory, record, [], found.Sorted() is [var trouble, ..] ? trouble : null);
    }

    // What a side recorded is enough to tell its files from edits; of a side that cannot be read they count as edits.
    private static RecordReading Merged(string directory, ImmutableArray<OwnedFiles> sides) =>
        new(directory, sides[0].With(sides[1]), sides, null);

    private static OwnedFiles Side(string directory, string text) =>
        OwnedFiles.Read(directory, text, new DiagnosticBag()) ?? OwnedFiles.Nothing(directory);
}
