using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GitOpsGen.Yaml;

/// <summary>Writes YAML one way: block style, two spaces, LF, keys in the order of the node, quotes only where the text would be read as something else.</summary>
public static partial class YamlWriter
{
    private static readonly EmitterSettings Settings = new EmitterSettings()
        .WithBestIndent(2).WithBestWidth(int.MaxValue).WithMaxSimpleKeyLength(int.MaxValue >> 1).WithoutAnchorName();

    /// <summary>One document, with <paramref name="header"/> as comment lines before it.</summary>
    public static string Write(YamlNode node, params IEnumerable<string> header)
    {
        var text = new StringBuilder();
        foreach (var line in header) text.Append("# ").Append(line).Append('\n');
        Append(text, node);
        return text.ToString();
    }

    /// <summary>Several documents, separated by <c>---</c>.</summary>
    public static string WriteAll(IEnumerable<YamlNode> documents, params IEnumerable<string> header)
    {
        var text = new StringBuilder();
        foreach (var line in header) text.Append("# ").Append(line).Append('\n');
        var first = true;
        foreach (var document in documents)
        {
            if (!first) text.Append("---\n");
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
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, list.Items.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in list.Items) Emit(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            case YamlMap map:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, map.Entries.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var entry in map.Entries)
                {
                    emitter.Emit(Scalar(entry.Key));
                    Emit(emitter, entry.Value);
                }

                emitter.Emit(new MappingEnd());
                break;
        }
    }

    private static Scalar Scalar(YamlScalar scalar)
    {
        if (!scalar.IsString) return Styled(scalar.Text.Length == 0 ? "null" : scalar.Text, ScalarStyle.Plain);
        if (scalar.Text.Contains('\n', StringComparison.Ordinal)) return Styled(scalar.Text, FitsLiteral(scalar.Text) ? ScalarStyle.Literal : ScalarStyle.DoubleQuoted);
        return Styled(scalar.Text, IsSafePlain(scalar.Text) ? ScalarStyle.Plain : scalar.Text.Any(c => c < ' ' || c == '\u007f') ? ScalarStyle.DoubleQuoted : ScalarStyle.SingleQuoted);
    }

    private static Scalar Styled(string text, ScalarStyle style) => new(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true);

    // A literal block cannot hold trailing blanks that survive an editor, carriage returns or other control characters.
    private static bool FitsLiteral(string text) =>
        !text.Any(c => c is < ' ' and not '\n' or '\u007f' or '\u0085' or '\u2028' or '\u2029' or '\ufeff')
        && text[0] is not (' ' or '\n')
        && !text.Split('\n').Any(line => line.EndsWith(' '));

    /// <summary>True when the text stays text, unquoted, for YAML 1.1 and 1.2 readers alike.</summary>
    public static bool IsSafePlain(string text) =>
        text.Length > 0
        && (char.IsAsciiLetterOrDigit(text[0]) || text[0] is '_' or '.' or '/' or '$' or '(')
        && text.All(c => c is >= ' ' and < '\u007f')
        && text[^1] is not (' ' or ':')
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.Contains(" #", StringComparison.Ordinal)
        && !LooksTyped().IsMatch(text);

    // Null, booleans, numbers (with _, hexadecimal, octal, sexagesimal, exponents), dates and special floats of YAML 1.1.
    [GeneratedRegex(@"\A(?:~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?[0-9][0-9_,]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?|[-+]?\.[0-9]+(?:e[-+]?[0-9]+)?|0[xob][0-9a-f_]+|[-+]?[0-9]+(?::[0-9]{1,2})+(?:\.[0-9]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|[-+]?\.(?:inf|nan))\z", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex LooksTyped();
}
