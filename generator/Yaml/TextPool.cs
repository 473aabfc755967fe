namespace GitOpsGen.Yaml;

/// <summary>
/// Gives equal short texts as one: keys and kinds come a hundred thousand times in large manifests. It forgets what it has no room for, so
/// that it never grows, and may be used by several at once.
/// </summary>
internal static class TextPool
{
    private const int Longest = 64;

    private static readonly string?[] Known = new string?[1 << 14];

    public static string Of(string text)
    {
        if (text.Length > Longest)
            return text;
        ref var place = ref Known[StringComparer.Ordinal.GetHashCode(text) & (Known.Length - 1)];
        if (place is { } known && known == text)
            return known;
        place = text;
        return text;
    }
}
