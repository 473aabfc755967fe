using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Yaml;

namespace GitOpsGen.Publish;

/// <summary>What is not published, whoever asks.</summary>
public static partial class Refusals
{
    public static IEnumerable<Diagnostic> OfFiles(IEnumerable<PathChange> changes)
    {
        foreach (var change in changes)
        {
            var at = Position.Start(change.Path);
            if (change.Path.Split('/').Any(part => part is "CODEOWNERS" or ".github")) yield return Messages.ProtectedFile(at);
            if (change.New is { IsRegular: false } file) yield return Messages.NotARegularFile(at, file.Mode == "120000" ? "symbolic link" : "submodule");
        }
    }

    /// <summary>Secrets that anyone could read. Ciphertext of SOPS is none.</summary>
    public static Diagnostic? OfText(string path, string text)
    {
        if (!path.EndsWith(".yaml", StringComparison.Ordinal) && !path.EndsWith(".yml", StringComparison.Ordinal) && !path.EndsWith(".json", StringComparison.Ordinal)) return null;
        var line = 1;
        foreach (var document in Documents(text))
        {
            if (IsReadableSecret(document)) return Messages.PlaintextSecret(new Position(path, line, 1), "a Secret has readable values here");
            if (Generator().IsMatch(document)) return Messages.PlaintextSecret(new Position(path, line, 1), "a generator makes a Secret of readable values here");
            line += document.AsSpan().Count('\n') + 1;
        }

        return null;
    }

    /// <summary>The documents of a text, with the line that ends each left out.</summary>
    public static IEnumerable<string> Documents(string text) => Separator().Split(text.ReplaceLineEndings("\n"));

    /// <summary>At the top, or in a list of objects; a mere mention of the kind is none.</summary>
    public static bool IsSecret(string document) => Top().IsMatch(Outdented(document)) || ((List().IsMatch(document) || document.TrimStart().StartsWith('{')) && Kind().IsMatch(document));

    /// <summary>Something in it may be a Secret's: also what makes one, or patches one.</summary>
    public static bool MayShowSecret(string document) => IsSecret(document) || document.Contains("secretGenerator", StringComparison.Ordinal) || (Kind().IsMatch(document) && Values().IsMatch(document));

    private static bool IsReadableSecret(string document) => IsSecret(document) && Values().IsMatch(TemplateLine().Replace(document, "")) && !(Sops().IsMatch(document) && IsCiphertext(document));

    // SOPS leaves no value of a Secret as it was.
    private static bool IsCiphertext(string document) =>
        YamlReader.ReadMap("", document, new DiagnosticBag()) is { } secret
        && new[] { "data", "stringData" }.Select(key => secret[key]).OfType<YamlMap>().SelectMany(map => map.Entries).All(entry => entry.Value is YamlScalar { Text: var text } && (text.Length == 0 || text.StartsWith("ENC[", StringComparison.Ordinal)));

    // A document may stand further to the right as a whole.
    private static string Outdented(string document)
    {
        var lines = document.Split('\n');
        var indent = lines.Where(line => line.TrimStart() is { Length: > 0 } text && text[0] != '#').Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return indent == 0 ? document : string.Join('\n', lines.Select(line => line[Math.Min(indent, line.Length)..]));
    }

    // What a chart's template takes from elsewhere is not readable here; a text in quotes is.
    [GeneratedRegex("""^[ \t]*(?:[\w./-]+:[ \t]*)?["']?\{\{[^\n"'`]*\}\}["']?[ \t]*$""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex TemplateLine();

    [GeneratedRegex(@"^---[^\n]*\n", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Separator();

    [GeneratedRegex("""^["']?kind["']?\s*:\s*["']?Secret["']?\s*($|#)""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Top();

    [GeneratedRegex("""^["']?kind["']?\s*:\s*["']?\w*List["']?\s*($|#)""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex List();

    [GeneratedRegex("""(^|[\s{,"'-])kind["']?\s*:\s*["']?Secret["']?\s*($|[,}#])""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Kind();

    // An empty map holds nothing; what another controller fills in has none.
    [GeneratedRegex("""(^|[\s{,"'-])(data|stringData)["']?[ \t]*:[ \t]*(?:[&!][^\s]+[ \t]*)*(?:\{\s*[^}\s]|(?:#[^\n]*)?(?:\n[ \t]*(?:#[^\n]*)?)*\n[ -]+[^\s#]|[|>"'])""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Values();

    [GeneratedRegex("""^["']?\s*"?sops"?["']?\s*:|"sops"\s*:""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Sops();

    [GeneratedRegex("""^secretGenerator:(?:[^\n]*\n(?:[ -][^\n]*\n|\n)*?)[ -][^\n]*\b(?:literals|envs|files|env)\s*:""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Generator();
}
