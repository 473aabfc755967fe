using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Publish;

/// <summary>
/// Finds Secrets that anyone could read, by what a document says. A chart's template is often no YAML, even without the lines that take
/// their value from elsewhere; then it is told by its lines.
/// </summary>
public static partial class PlainSecrets
{
    private const string Secret = "a Secret has readable values here";
    private const string Generator = "a generator makes a Secret of readable values here";

    private static readonly string[] Values = ["data", "stringData"];
    private static readonly string[] Sources = ["literals", "envs", "files", "env"];

    /// <summary>The documents of a text, with the line that ends each left out.</summary>
    public static IEnumerable<string> Documents(string text) => Separator().Split(text.ReplaceLineEndings("\n"));

    /// <returns>What is wrong, as a sentence; null when nothing is.</returns>
    public static string? In(string document)
    {
        if (!MayBe(document))
            return null;
        var text = TemplateLine().Replace(document, "");
        if (YamlReader.ReadMap("", text, new DiagnosticBag()) is { } map)
            return Objects(map).Any(IsReadable) ? Secret
                : IsGenerator(map) ? Generator
                : null;
        return IsSecretByLines(text) && ValueLine().IsMatch(text) ? Secret
            : GeneratorLine().IsMatch(text) ? Generator
            : null;
    }

    /// <summary>Whether a document is not to be shown: it is a Secret, makes one, or patches one, sealed or not.</summary>
    public static bool MayShow(string document)
    {
        if (!MayBe(document))
            return false;
        if (
            document.Contains("secretGenerator", StringComparison.Ordinal)
            || (KindLine().IsMatch(document) && ValueLine().IsMatch(document))
        )
            return true;
        var text = TemplateLine().Replace(document, "");
        return YamlReader.ReadMap("", text, new DiagnosticBag()) is { } map ? Objects(map).Any() : IsSecretByLines(text);
    }

    // Spares most documents the reading.
    private static bool MayBe(string document) =>
        document.Contains("Secret", StringComparison.Ordinal) || document.Contains("secretGenerator", StringComparison.Ordinal);

    /// <summary>The Secrets at the top, or in a list of objects; a mere mention of the kind is none.</summary>
    private static IEnumerable<YamlMap> Objects(YamlMap map) => ManifestList.Flatten(map).Where(one => one.Text("kind") == "Secret");

    // SOPS leaves no value as it was; an empty map holds nothing, and what another controller fills in has none. What is merged in may be
    // anything.
    private static bool IsReadable(YamlMap secret) =>
        secret.Says("<<")
        || Values
            .Where(secret.Says)
            .Select(key => secret[key])
            .Any(values =>
                values is not YamlMap map
                || map.Entries.Any(entry =>
                    !(
                        secret["sops"] is YamlMap
                        && entry.Value is YamlScalar { Text: var text }
                        && (text.Length == 0 || text.StartsWith("ENC[", StringComparison.Ordinal))
                    )
                )
            );

    private static bool IsGenerator(YamlMap map) =>
        (map.List("secretGenerator") ?? []).OfType<YamlMap>().Any(generator => Sources.Any(generator.Says));

    private static bool IsSecretByLines(string text) =>
        TopLine().IsMatch(Outdented(text)) || (ListLine().IsMatch(text) && KindLine().IsMatch(text));

    // A document may stand further to the right as a whole.
    private static string Outdented(string document)
    {
        var lines = document.Split('\n');
        var indent = lines
            .Where(line => line.TrimStart() is { Length: > 0 } text && text[0] != '#')
            .Select(line => line.Length - line.TrimStart().Length)
            .DefaultIfEmpty(0)
            .Min();
        return indent == 0 ? document : string.Join('\n', lines.Select(line => line[Math.Min(indent, line.Length)..]));
    }

    [GeneratedRegex(@"^---[^\n]*\n", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Separator();

    // What a chart's template takes from elsewhere is not readable here; a text in quotes is.
    [GeneratedRegex(
        """^[ \t]*(?:[\w./-]+:[ \t]*)?["']?\{\{[^\n"'`]*\}\}["']?[ \t]*$""",
        RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex TemplateLine();

    [GeneratedRegex("""^["']?kind["']?\s*:\s*["']?Secret["']?\s*($|#)""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex TopLine();

    [GeneratedRegex("""^["']?kind["']?\s*:\s*["']?\w*List["']?\s*($|#)""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex ListLine();

    [GeneratedRegex("""(^|[\s{,"'-])kind["']?\s*:\s*["']?Secret["']?\s*($|[,}#])""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex KindLine();

    [GeneratedRegex(
        """(^|[\s{,"'-])(data|stringData)["']?[ \t]*:[ \t]*"""
            + """(?:[&!][^\s]+[ \t]*)*(?:\{\s*[^}\s]|(?:#[^\n]*)?(?:\n[ \t]*(?:#[^\n]*)?)*\n[ -]+[^\s#]|[|>"'])""",
        RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex ValueLine();

    [GeneratedRegex(
        """^secretGenerator:(?:[^\n]*\n(?:[ -][^\n]*\n|\n)*?)[ -][^\n]*\b(?:literals|envs|files|env)\s*:""",
        RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex GeneratorLine();
}
