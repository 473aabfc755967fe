using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GitOpsGen.Files;

namespace GitOpsGen.Relocate.Apply;

/// <summary>A place where <c>apply</c> put the new namespace, so that it is found again after other edits of the file.</summary>
/// <param name="Offset">In bytes, in the file as it was left.</param>
/// <param name="Around">A digest of the bytes before and after it.</param>
/// <param name="Twin">Which it is of the places that look the same, from 0.</param>
/// <param name="Twins">How many look the same, those that <c>apply</c> did not make included.</param>
public sealed record EditAnchor(int Offset, string Around, int Twin, int Twins)
{
    // Enough to tell two objects apart, little enough that most edits of a file are outside of it.
    private const int Reach = 24;

    public static ImmutableArray<EditAnchor> Of(byte[] bytes, IEnumerable<int> offsets, byte[] name)
    {
        var twins = Places(bytes, name);
        return
        [
            .. offsets.Select(offset =>
            {
                var around = Surroundings(bytes, offset, name.Length);
                var alike = twins[around];
                return new EditAnchor(offset, around, alike.IndexOf(offset), alike.Count);
            }),
        ];
    }

    /// <summary>The offsets in a file that was edited since; null when one cannot be told from others any more.</summary>
    public static ImmutableArray<int>? Locate(byte[] bytes, IReadOnlyCollection<EditAnchor> marks, byte[] name)
    {
        var places = Places(bytes, name);
        var found = new SortedSet<int>();
        foreach (var mark in marks)
        {
            if (!places.TryGetValue(mark.Around, out var alike) || alike.Count != mark.Twins || !found.Add(alike[mark.Twin]))
                return null;
        }

        return [.. found];
    }

    // Every mention of the name, by what is around it.
    private static Dictionary<string, List<int>> Places(byte[] bytes, byte[] name)
    {
        var places = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var offset = Next(bytes, name, 0); offset >= 0; offset = Next(bytes, name, offset + name.Length))
            (CollectionsMarshal.GetValueRefOrAddDefault(places, Surroundings(bytes, offset, name.Length), out _) ??= []).Add(offset);
        return places;
    }

    private static int Next(byte[] bytes, byte[] name, int start) =>
        bytes.AsSpan(start).IndexOf(name) is >= 0 and var found ? start + found : -1;

    private static string Surroundings(byte[] bytes, int offset, int length)
    {
        var end = offset + length;
        byte[] around =
        [
            .. bytes.AsSpan(Math.Max(0, offset - Reach)..offset),
            0,
            .. bytes.AsSpan(end..Math.Min(bytes.Length, end + Reach)),
        ];
        return Digest.OfBytes(around)[..16];
    }
}
