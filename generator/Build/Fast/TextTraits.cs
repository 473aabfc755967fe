using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Build.Fast;

/// <summary>What one file tells of how a build that reads it may be built. In doubt the plain way.</summary>
internal static partial class TextTraits
{
    private static readonly FrozenSet<string> Known = MergeFacts
        .BuiltIn.Kinds.Select(kind => kind.Kind)
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> KnownWords = Known.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    public static BuildTraits Of(string path, string text) =>
        BuildTraits.None with
        {
            Reasons = Reasons(path, text),
            Kinds = Kinds(text),
            Bytes = text.Length,
        };

    private static PlainReasons Reasons(string path, string text)
    {
        var reasons = PlainReasons.None;
        if (Comment().IsMatch(text))
            reasons |= PlainReasons.SchemaComment;
        if (text.Contains('\\', StringComparison.Ordinal) && Escape().IsMatch(text))
            reasons |= PlainReasons.EscapedName;
        if (InnerVersion().IsMatch(text))
            reasons |= Embedded(path, text);
        return reasons;
    }

    // Any word will do: a kind that is described without need costs nothing worth counting, one that is not would give other bytes.
    private static ImmutableSortedSet<string> Kinds(string text)
    {
        var found = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var word in Word().EnumerateMatches(text))
            if (KnownWords.TryGetValue(text.AsSpan(word.Index, word.Length), out var kind))
                found.Add(kind);
        return found.ToImmutable();
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
            && map.Scalar("apiVersion") is not null
            && map.Scalar("kind") is not null
            && map.Entries.Any(entry => entry.Value is not YamlScalar)
        ) || Inside(node).Any(IsEmbedded);

    [GeneratedRegex(@"#[^\n]*(?:\{\s*""|\$openapi)", RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    // A kind with a backslash on its line, or a quoted key with one.
    [GeneratedRegex(@"kind[""']?\s*:[^\n]*\\|""[^""\n]*\\[^""\n]*""\s*:(?:\s|$)", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Escape();

    // Anywhere but at the beginning of a line.
    [GeneratedRegex(@"[^\n]apiVersion", RegexOptions.NonBacktracking)]
    private static partial Regex InnerVersion();

    [GeneratedRegex("[A-Za-z0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
