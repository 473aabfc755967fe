using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Relocate.Sources;

namespace GitOpsGen.Relocate.Apply;

/// <summary>What an apply does to the files, and the record that takes it back.</summary>
/// <param name="Counts">How many mentions move, by path.</param>
public sealed record EditSet(ImmutableArray<FileEdit> Files, ImmutableSortedDictionary<string, int> Counts, RelocationRecord Record)
{
    public int Moves => Counts.Values.Sum();
}

/// <summary>From verdicts to bytes: every mention that is to be edited, and nothing else.</summary>
public sealed class EditPlanner(RelocationFolder folder, RelocationRecord before, DiagnosticBag diagnostics)
{
    public EditSet Of(IEnumerable<Occurrence> occurrences)
    {
        var edits = ImmutableArray.CreateBuilder<FileEdit>();
        var counts = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        var record = before;
        foreach (
            var file in occurrences
                .Where(occurrence => occurrence.Edit)
                .GroupBy(occurrence => occurrence.Path, StringComparer.Ordinal)
                .OrderBy(file => file.Key, StringComparer.Ordinal)
        )
        {
            folder.CheckWritable(file.Key, diagnostics);
            if (File(file.Key, [.. file.OrderBy(occurrence => occurrence.Offset)]) is not { } edited)
                continue;
            edits.Add(edited.Edit);
            counts[file.Key] = file.Count();
            record = record with { Files = record.Files.SetItem(file.Key, edited.Entry) };
        }

        return new EditSet(edits.ToImmutable(), counts.ToImmutable(), record);
    }

    private (FileEdit Edit, EditedFile Entry)? File(string path, IReadOnlyList<Occurrence> moves)
    {
        if (!folder.Files.FileExists(path))
        {
            diagnostics.Add(Messages.RelocationFileChanged(Position.Start(path), before.From));
            return null;
        }

        var bytes = folder.Read(path);
        var (from, to) = TextEncoding.Names(bytes, before.From, before.To);
        var offsets = moves.Select(move => move.Offset).ToList();
        if (NameReplacement.FirstWithout(bytes, offsets, from) is { } wrong)
        {
            var move = moves.First(move => move.Offset == wrong);
            diagnostics.Add(Messages.RelocationFileChanged(new Position(path, move.Line, move.Column), before.From));
            return null;
        }

        var growth = to.Length - from.Length;
        var result = NameReplacement.Splice(bytes, offsets, from, to);
        var (original, earlier) = Earlier(path, bytes, from, to);
        var marks = NameReplacement
            .Shifted(offsets, growth)
            .Concat(earlier.Select(offset => NameReplacement.Shifted(offset, offsets, growth)))
            .Order();
        return (
            new FileEdit(path, Digest.OfBytes(bytes), result),
            new EditedFile(original, Digest.OfBytes(result), EditAnchor.Of(result, marks, to))
        );
    }

    // What an earlier apply did to the file stays part of the record, as long as it can be found.
    private (string Original, ImmutableArray<int> Offsets) Earlier(string path, byte[] bytes, byte[] from, byte[] to)
    {
        var now = Digest.OfBytes(bytes);
        if (before.Files.GetValueOrDefault(path) is not { } known || now == known.Original)
            return (now, []);
        if (now == known.Now)
            return (known.Original, [.. known.Anchors.Select(mark => mark.Offset)]);
        if (EditAnchor.Locate(bytes, known.Anchors, to) is { } found)
            return (Digest.OfBytes(NameReplacement.Splice(bytes, found, to, from)), found);
        diagnostics.Add(Messages.EarlierMovesLost(path));
        return (now, []);
    }
}
