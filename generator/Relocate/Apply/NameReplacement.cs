using System.Collections.Immutable;

namespace GitOpsGen.Relocate.Apply;

/// <summary>
/// Replaces one name by another at some places of a file. Every other byte stays: comments, line ends, a byte order mark.
/// </summary>
public static class NameReplacement
{
    /// <summary>
    /// The first of <paramref name="offsets"/> (bytes, ascending) where <paramref name="name"/> is not; null when it is at all of them.
    /// </summary>
    public static int? FirstWithout(ReadOnlySpan<byte> bytes, IEnumerable<int> offsets, ReadOnlySpan<byte> name)
    {
        var end = 0;
        foreach (var offset in offsets)
        {
            if (offset < end || offset > bytes.Length || !bytes[offset..].StartsWith(name))
                return offset;
            end = offset + name.Length;
        }

        return null;
    }

    /// <summary>
    /// The file with <paramref name="to"/> in place of <paramref name="from"/> at the offsets, which are ascending and hold it.
    /// </summary>
    public static byte[] Splice(ReadOnlySpan<byte> bytes, IReadOnlyCollection<int> offsets, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        var result = new byte[bytes.Length + (offsets.Count * (to.Length - from.Length))];
        var (read, write) = (0, 0);
        foreach (var offset in offsets)
        {
            bytes[read..offset].CopyTo(result.AsSpan(write));
            write += offset - read;
            to.CopyTo(result.AsSpan(write));
            write += to.Length;
            read = offset + from.Length;
        }

        bytes[read..].CopyTo(result.AsSpan(write));
        return result;
    }

    /// <summary>Where the names are once each is <paramref name="growth"/> bytes longer.</summary>
    public static ImmutableArray<int> Shifted(IEnumerable<int> offsets, int growth) =>
        [.. offsets.Select((offset, before) => offset + (before * growth))];

    /// <summary>
    /// Where what stood at <paramref name="offset"/> is, once the names at <paramref name="swapped"/> are each <paramref name="growth"/>
    /// bytes longer.
    /// </summary>
    public static int Shifted(int offset, IReadOnlyCollection<int> swapped, int growth) =>
        offset + (swapped.Count(other => other < offset) * growth);
}
