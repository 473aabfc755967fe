using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using GitOpsGen.Yaml;
using HandlebarsDotNet;

namespace GitOpsGen.Render;

/// <summary>A template that cannot be rendered; <see cref="Line"/> counts from 1 in the template.</summary>
public sealed class TemplateException(string message, int line, Exception? inner = null) : Exception(message, inner)
{
    public int Line { get; } = line;
}

/// <summary>
/// Handlebars over plain data: no partials, no code, no escaping, every name must exist, and the result has a limit.
/// The one helper of ours is <c>quote</c>, which makes a double-quoted YAML string of any text.
/// </summary>
public sealed partial class TemplateEngine
{
    /// <summary>Characters that one template may become.</summary>
    public const int OutputLimit = 1 << 20;

    private readonly IHandlebars handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true });
    private readonly ConcurrentDictionary<string, HandlebarsTemplate<TextWriter, object, object>> compiled = new(StringComparer.Ordinal);

    public TemplateEngine() => handlebars.RegisterHelper("quote", (writer, _, arguments) => writer.WriteSafeString(JsonSerializer.Serialize(Convert.ToString(arguments.At<object>(0), CultureInfo.InvariantCulture), QuoteContext.Default.String)));

    public string Render(string template, IReadOnlyDictionary<string, object?> data)
    {
        if (Forbidden().Match(template) is { Success: true } match)
            throw new TemplateException("partials and decorators are not available; write the text out", LineAt(template, match.Index));
        try
        {
            using var writer = new LimitedWriter(OutputLimit);
            compiled.GetOrAdd(template, text => handlebars.Compile(new StringReader(text)))(writer, data, null!);
            return writer.ToString();
        }
        catch (Exception error) when (error is not (OutOfMemoryException or TemplateException))
        {
            var reason = (error.InnerException as HandlebarsException ?? error).Message;
            throw new TemplateException(reason.ReplaceLineEndings(" ").TrimEnd('.'), Locate(template, reason), error);
        }
    }

    /// <summary>The template's line that made line <paramref name="outputLine"/> of its result: lines are marked, rendered again and counted.</summary>
    public int TemplateLine(string template, IReadOnlyDictionary<string, object?> data, int outputLine)
    {
        try
        {
            var marked = Render(Mark(template), data).Split('\n');
            var plain = Render(template, data).Split('\n');
            var (next, last) = (0, 1);
            for (var line = 0; line < plain.Length && line < outputLine; line++)
            {
                while (next < marked.Length && Marker().Replace(marked[next], "") != plain[line]) next++;
                if (next == marked.Length) return last;
                if (Marker().Match(marked[next]) is { Success: true } match) last = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
                next++;
            }

            return last;
        }
        catch (TemplateException)
        {
            return 1;
        }
    }

    // A mark at the beginning of each line, but not inside a tag that spans lines.
    private static string Mark(string template)
    {
        var lines = template.Split('\n');
        var open = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (!open) lines[i] = $"\ue000{i + 1}\ue001{line}";
            open = line.LastIndexOf("{{", StringComparison.Ordinal) is var start && line.LastIndexOf("}}", StringComparison.Ordinal) is var end && (start > end || (open && end < 0));
        }

        return string.Join('\n', lines);
    }

    private static int Locate(string template, string reason)
    {
        if (Mentioned().Match(reason) is not { Success: true } match) return LineIn(reason) ?? Unclosed(template) ?? 1;
        var at = template.IndexOf(match.Groups[1].Value, StringComparison.Ordinal);
        return at < 0 ? LineIn(reason) ?? 1 : LineAt(template, at);
    }

    /// <summary>The line of the last block that nothing closes.</summary>
    private static int? Unclosed(string template)
    {
        var open = new Stack<int>();
        foreach (Match tag in BlockTag().Matches(template))
        {
            if (tag.Groups[1].Value == "#") open.Push(tag.Index);
            else if (!open.TryPop(out _)) return LineAt(template, tag.Index);
        }

        return open.TryPeek(out var at) ? LineAt(template, at) : null;
    }

    private static int? LineIn(string reason) => ReportedLine().Match(reason) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    private static int LineAt(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    /// <summary>The data a template sees: maps, lists, text, integers and booleans.</summary>
    public static object? Data(YamlNode node) => node switch
    {
        YamlMap map => map.Entries.ToDictionary(entry => entry.Key.Text, entry => Data(entry.Value), StringComparer.Ordinal),
        YamlList list => list.Items.Select(Data).ToList(),
        YamlScalar { IsString: false, Text: "true" } => true,
        YamlScalar { IsString: false, Text: "false" } => false,
        YamlScalar { IsNull: true } => null,
        YamlScalar { IsString: false } scalar when long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        YamlScalar scalar => scalar.Text,
        _ => null,
    };

    [GeneratedRegex(@"\{\{~?(?:>|#>|#\*|\*)", RegexOptions.NonBacktracking)]
    private static partial Regex Forbidden();

    [GeneratedRegex("\ue000([0-9]+)\ue001", RegexOptions.NonBacktracking)]
    private static partial Regex Marker();

    [GeneratedRegex(@"^([\w.@/\[\]-]+) is undefined", RegexOptions.NonBacktracking)]
    private static partial Regex Mentioned();

    [GeneratedRegex(@"\{\{~?([#/])", RegexOptions.NonBacktracking)]
    private static partial Regex BlockTag();

    [GeneratedRegex(@"(?:[Ll]ine:?|[Oo]ccur+ed at:)\s*([0-9]+)", RegexOptions.NonBacktracking)]
    private static partial Regex ReportedLine();

    private sealed class LimitedWriter(int limit) : StringWriter(new StringBuilder())
    {
        public override void Write(char value)
        {
            Check(1);
            base.Write(value);
        }

        public override void Write(string? value)
        {
            Check(value?.Length ?? 0);
            base.Write(value);
        }

        public override void Write(char[] buffer, int index, int count)
        {
            Check(count);
            base.Write(buffer, index, count);
        }

        private void Check(int more)
        {
            if (GetStringBuilder().Length + more > limit) throw new InvalidOperationException($"it becomes more than {limit} characters");
        }
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class QuoteContext : System.Text.Json.Serialization.JsonSerializerContext;
