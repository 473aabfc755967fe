using System.Globalization;

namespace GitOpsGen.Printing;

/// <summary>Characters that a reader does not see, or that change how others are seen.</summary>
internal static class Invisible
{
    /// <param name="c">A character, or half of one: that stands alone then.</param>
    public static bool Is(int c) => c < 0x7f ? c < 0x20 : IsUnprintable(CharUnicodeInfo.GetUnicodeCategory(c)) || IsBlank(c);

    // Controls, among them those of the second block; marks of direction, joints and tags; halves of characters.
    private static bool IsUnprintable(UnicodeCategory category) =>
        category
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate;

    // Fillers that are letters or marks by their category, and the plane of tags, also where nothing is assigned in it.
    private static bool IsBlank(int c) =>
        c
            is 0x034f
                or 0x115f
                or 0x1160
                or 0x17b4
                or 0x17b5
                or 0x3164
                or 0xffa0
                or (>= 0x180b and <= 0x180f)
                or (>= 0xfff0 and <= 0xfff8)
                or (>= 0xe0000 and <= 0xe0fff);
}
