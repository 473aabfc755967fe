namespace GitOpsGen.Compare.Objects;

/// <summary>The documents of a manifest file as bytes: what is equal on both sides is never decoded or parsed.</summary>
public static class DocumentBytes
{
    private static ReadOnlySpan<byte> Separator => "\n---"u8;

    /// <summary>The documents that the other side does not have byte for byte, in order.</summary>
    public static (IReadOnlyList<ReadOnlyMemory<byte>> Old, IReadOnlyList<ReadOnlyMemory<byte>> New) Differing(
        ReadOnlyMemory<byte> old,
        ReadOnlyMemory<byte> @new
    )
    {
        var (middleOld, middleNew) = Middle(old, @new);
        var left = Split(middleOld);
        var right = Split(middleNew);
        var known = new Dictionary<ReadOnlyMemory<byte>, int>(BytesComparer.Instance);
        foreach (var document in right)
            known[document] = known.GetValueOrDefault(document) + 1;
        var onlyOld = left.Where(document => !Take(known, document)).ToList();
        // What is still counted was not found on the left.
        return (onlyOld, [.. right.Where(document => Take(known, document))]);
    }

    /// <summary>Cuts a file at its <c>---</c> lines. Empty documents are left out.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> file)
    {
        var documents = new List<ReadOnlyMemory<byte>>();
        var rest = file;
        if (StartsWithMarker(rest.Span))
            rest = rest[3..];
        while (rest.Length > 0)
        {
            var end = NextSeparator(rest.Span);
            var document = end < 0 ? rest : rest[..(end + 1)];
            if (document.Span.ContainsAnyExcept("\n\r \t"u8))
                documents.Add(WithoutFirstLineEnd(document));
            rest = end < 0 ? default : rest[(end + Separator.Length)..];
        }

        return documents;
    }

    // Most files differ in a place or two: what is before and after is skipped without looking for documents in it.
    private static (ReadOnlyMemory<byte> Old, ReadOnlyMemory<byte> New) Middle(ReadOnlyMemory<byte> old, ReadOnlyMemory<byte> @new)
    {
        var prefix = old.Span.CommonPrefixLength(@new.Span);
        if (prefix == old.Length && prefix == @new.Length)
            return default;
        var start = LastSeparator(old.Span[..prefix]);
        (old, @new) = (old[start..], @new[start..]);

        var suffix = CommonSuffix(old.Span, @new.Span);
        var next = NextSeparator(old.Span[(old.Length - suffix)..]);
        if (next < 0)
            return (old, @new);
        // The line end before the marker belongs to both middles.
        var kept = suffix - next - 1;
        return (old[..(old.Length - kept)], @new[..(@new.Length - kept)]);
    }

    private static int CommonSuffix(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        const int Block = 4096;
        var length = Math.Min(one.Length, other.Length);
        var common = 0;
        while (
            length - common >= Block
            && one.Slice(one.Length - common - Block, Block).SequenceEqual(other.Slice(other.Length - common - Block, Block))
        )
            common += Block;
        while (common < length && one[one.Length - common - 1] == other[other.Length - common - 1])
            common++;
        return common;
    }

    private static int LastSeparator(ReadOnlySpan<byte> text)
    {
        while (text.LastIndexOf(Separator) is >= 0 and var at)
        {
            // At the very end of what is common the rest of the line may differ.
            if (at + Separator.Length < text.Length && IsMarker(text, at))
                return at + 1;
            text = text[..at];
        }

        return 0;
    }

    private static int NextSeparator(ReadOnlySpan<byte> text)
    {
        for (var from = 0; text[from..].IndexOf(Separator) is >= 0 and var found; from += found + 1)
            if (IsMarker(text, from + found))
                return from + found;
        return -1;
    }

    private static bool IsMarker(ReadOnlySpan<byte> text, int at) =>
        at + Separator.Length >= text.Length || text[at + Separator.Length] is (byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t';

    private static bool StartsWithMarker(ReadOnlySpan<byte> text) =>
        text.StartsWith(Separator[1..]) && (text.Length == 3 || text[3] is (byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t');

    // The first document of a file may begin without a marker: its bytes are those of the others all the same.
    private static ReadOnlyMemory<byte> WithoutFirstLineEnd(ReadOnlyMemory<byte> document) =>
        document[document.Span.IndexOfAnyExcept("\n\r"u8)..];

    private static bool Take(Dictionary<ReadOnlyMemory<byte>, int> counts, ReadOnlyMemory<byte> document)
    {
        if (counts.GetValueOrDefault(document) is not (> 0 and var count))
            return false;
        counts[document] = count - 1;
        return true;
    }
}
