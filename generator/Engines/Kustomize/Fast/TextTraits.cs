using System.Collections.Frozen;
using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Kustomize.Fast;

/// <summary>What one file tells of how a build that reads it may be built. In doubt the plain way.</summary>
internal static class TextTraits
{
    private const string Version = "apiVersion";

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = MergeFacts
        .BuiltIn.Kinds.Select(kind => kind.Kind)
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    public static BuildTraits Of(string path, string text) => new(Reasons(path, text), Kinds(text), null, text.Length);

    private static PlainReasons Reasons(string path, string text)
    {
        var reasons = HasSchemaComment(text) ? PlainReasons.SchemaComment : PlainReasons.None;
        if (HasEscapedName(text))
            reasons |= PlainReasons.EscapedName;
        return HasInnerVersion(text) ? reasons | Embedded(path, text) : reasons;
    }

    // Any word will do: a kind that is described without need costs nothing worth counting, one that is not would give other bytes.
    private static ImmutableSortedSet<string> Kinds(ReadOnlySpan<char> text)
    {
        var found = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        var start = -1;
        for (var at = 0; at <= text.Length; at++)
            if (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
            {
                start = start < 0 ? at : start;
            }
            else if (start >= 0)
            {
                if (char.IsAsciiLetterUpper(text[start]) && Known.TryGetValue(text[start..at], out var kind))
                    found.Add(kind);
                start = -1;
            }

        return found.ToImmutable();
    }

    // JSON in a comment, or the short form of a reference.
    private static bool HasSchemaComment(ReadOnlySpan<char> text)
    {
        foreach (var line in text.EnumerateLines())
            if (line.IndexOf('#') is >= 0 and var at && IsSchema(line[at..]))
                return true;
        return false;
    }

    private static bool IsSchema(ReadOnlySpan<char> comment)
    {
        if (comment.Contains("$openapi", StringComparison.Ordinal))
            return true;
        for (var at = comment.IndexOf('{'); at >= 0; at = Next(comment, at, '{'))
            if (comment[(at + 1)..].TrimStart() is ['"', ..])
                return true;
        return false;
    }

    private static int Next(ReadOnlySpan<char> text, int at, char what) =>
        text[(at + 1)..].IndexOf(what) is >= 0 and var further ? at + 1 + further : -1;

    // Quoted, of nothing but what kinds and versions are made of, and escapes.
    private static bool HasEscapedName(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf('\\'); at >= 0; at = Next(text, at, '\\'))
            if (
                at + 1 < text.Length
                && text[at + 1] is 'x' or 'u' or 'U' or '\n' or '\r'
                && text[Math.Max(0, at - LongestName)..at].TrimEnd(NameCharacters) is [.., '"']
                && text[at..Math.Min(text.Length, at + LongestName)].TrimStart(NameCharacters) is ['"', ..]
            )
                return true;
        return false;
    }

    // With every letter escaped.
    private const int LongestName = 1000;

    private const string NameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./-\\ \t\r\n";

    private static bool HasInnerVersion(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf(Version); at >= 0; )
        {
            if (at > 0 && text[at - 1] != '\n')
                return true;
            var further = text[(at + 1)..].IndexOf(Version);
            at = further < 0 ? -1 : at + 1 + further;
        }

        return false;
    }

    private static PlainReasons Embedded(string path, string text)
    {
        if (YamlReader.ReadAll(path, text.TrimStart('\ufeff'), new DiagnosticBag(), YamlLimits.Generated) is not { } documents)
            return PlainReasons.Unreadable;
        return documents.SelectMany(Objects).SelectMany(Inside).Any(IsEmbedded) ? PlainReasons.EmbeddedObject : PlainReasons.None;
    }

    // Kustomize takes lists of objects apart.
    private static IEnumerable<YamlNode> Objects(YamlNode document) =>
        document is YamlMap map && map.Text("kind")?.EndsWith("List", StringComparison.Ordinal) == true && map["items"] is YamlList items
            ? items.Items
            : [document];

    private static IEnumerable<YamlNode> Inside(YamlNode node) =>
        node switch
        {
            YamlMap map => map.Entries.Select(entry => entry.Value),
            YamlList list => list.Items,
            _ => [],
        };

    // A mere reference holds nothing that could be merged in one way or another.
    private static bool IsEmbedded(YamlNode node) =>
        (
            node is YamlMap map
            && map.Scalar(Version) is not null
            && map.Scalar("kind") is not null
            && map.Entries.Any(entry => entry.Value is not YamlScalar)
        ) || Inside(node).Any(IsEmbedded);
}
