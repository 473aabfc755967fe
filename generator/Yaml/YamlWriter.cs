using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GitOpsGen.Yaml;

/// <summary>
/// Writes YAML one way: block style, two spaces, LF, keys in the order of the node, quotes only where the text would be read as something
/// else.
/// </summary>
public static partial class YamlWriter
{
    // Readers give up on a key that is longer than 1024 characters and does not begin with '?'.
    private static readonly EmitterSettings Settings = new EmitterSettings()
        .WithBestIndent(2)
        .WithBestWidth(int.MaxValue)
        .WithMaxSimpleKeyLength(1000)
        .WithoutAnchorName();

    /// <summary>One document, with <paramref name="header"/> as comment lines before it.</summary>
    public static string Write(YamlNode node, params IEnumerable<string> header)
    {
        var text = new StringBuilder();
        foreach (var line in header)
            text.Append("# ").Append(line).Append('\n');
        Append(text, node);
        return text.ToString();
    }

    /// <summary>Several documents, separated by <c>---</c>.</summary>
    public static string WriteAll(IEnumerable<YamlNode> documents, params IEnumerable<string> header)
    {
        var text = new StringBuilder();
        foreach (var line in header)
            text.Append("# ").Append(line).Append('\n');
        var first = true;
        foreach (var document in documents)
        {
            if (!first)
                text.Append("---\n");
            first = false;
            Append(text, document);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, YamlNode node)
    {
        using var writer = new StringWriter(text) { NewLine = "\n" };
        var emitter = new Emitter(writer, Settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, node);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
    }

    private static void Emit(Emitter emitter, YamlNode node)
    {
        switch (node)
        {
            case YamlScalar scalar:
                emitter.Emit(Scalar(scalar));
                break;
            case YamlList list:
                emitter.Emit(
                    new SequenceStart(
                        AnchorName.Empty,
                        TagName.Empty,
                        isImplicit: true,
                        list.Items.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block
                    )
                );
                foreach (var item in list.Items)
                    Emit(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            case YamlMap map:
                emitter.Emit(
                    new MappingStart(
                        AnchorName.Empty,
                        TagName.Empty,
                        isImplicit: true,
                        map.Entries.Count == 0 ? MappingStyle.Flow : MappingStyle.Block
                    )
                );
                foreach (var entry in map.Entries)
                {
                    emitter.Emit(Scalar(entry.Key));
                    Emit(emitter, entry.Value);
                }

                emitter.Emit(new MappingEnd());
                break;
        }
    }

    private static Scalar Scalar(YamlScalar scalar) =>
        scalar.IsString
            ? Styled(scalar.Text, Style(scalar.Text))
            : Styled(scalar.Text.Length == 0 ? "null" : scalar.Text, ScalarStyle.Plain);

    private static ScalarStyle Style(string text)
    {
        if (IsSafePlain(text))
            return ScalarStyle.Plain;
        if (text.Any(NeedsEscape))
            return ScalarStyle.DoubleQuoted;
        if (!text.Contains('\n', StringComparison.Ordinal))
            return ScalarStyle.SingleQuoted;
        return FitsLiteral(text) ? ScalarStyle.Literal : ScalarStyle.DoubleQuoted;
    }

    private static Scalar Styled(string text, ScalarStyle style) =>
        new(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true);

    // Control characters, what YAML 1.1 takes as a line break, and what is no character: only an escape brings them through.
    private static bool NeedsEscape(char c) =>
        c is (< ' ' and not '\n') or (>= '\u007f' and < '\u00a0') or '\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff';

    // A literal block cannot show blanks at the end of a line, and is hard to read when it begins with one.
    private static bool FitsLiteral(string text) => text[0] is not (' ' or '\n') && !text.Split('\n').Any(line => line.EndsWith(' '));

    /// <summary>True when the text stays text, unquoted, for YAML 1.1 and 1.2 readers alike.</summary>
    public static bool IsSafePlain(string text) =>
        text.Length > 0
        && (char.IsAsciiLetterOrDigit(text[0]) || text[0] is '_' or '.' or '/' or '$' or '(')
        && text.All(c => c is >= ' ' and < '\u007f')
        && text[^1] is not (' ' or ':')
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.Contains(" #", StringComparison.Ordinal)
        && !text.StartsWith("...", StringComparison.Ordinal)
        && (IsLongWord(text) || !IsTyped(text));

    /// <summary>True when the text, where it stands without quotes, is a text for YAML 1.1 and 1.2 readers alike.</summary>
    public static bool IsTextUnquoted(string text) => text.Length > 0 && (IsLongWord(text) || !IsTyped(text));

    // Spares most texts the expression: what is typed and begins with a letter is short.
    private static bool IsLongWord(string text) => text.Length > "false".Length && char.IsAsciiLetter(text[0]);

    // Go's reader drops every '_' before it looks for a number.
    private static bool IsTyped(string text) =>
        LooksTyped().IsMatch(text)
        || (text.Contains('_', StringComparison.Ordinal) && LooksTyped().IsMatch(text.Replace("_", "", StringComparison.Ordinal)));

    // Null, booleans, numbers (hexadecimal, octal, sexagesimal, exponents), dates and special floats of YAML 1.1.
    [GeneratedRegex(
        @"\A(?:~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?[0-9][0-9_,]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?"
            + @"|[-+]?\.[0-9]+(?:e[-+]?[0-9]+)?|0[xob][0-9a-f_]+|[-+]?[0-9]+(?::[0-9]{1,2})+(?:\.[0-9]*)?"
            + @"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|[-+]?\.(?:inf|nan))\z",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    )]
    private static partial Regex LooksTyped();
}
