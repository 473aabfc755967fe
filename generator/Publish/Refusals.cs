using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;

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
    public static bool IsSecret(string document) => Top().IsMatch(document) || ((List().IsMatch(document) || document.TrimStart().StartsWith('{')) && Kind().IsMatch(document));

    private static bool IsReadableSecret(string document) => IsSecret(document) && Values().IsMatch(document) && !Sops().IsMatch(document);

    [GeneratedRegex(@"^---[^\n]*\n", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Separator();

    [GeneratedRegex("""^["']?kind["']?\s*:\s*["']?Secret["']?\s*($|#)""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Top();

    [GeneratedRegex("""^["']?kind["']?\s*:\s*["']?\w*List["']?\s*($|#)""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex List();

    [GeneratedRegex("""(^|[\s{,"'-])kind["']?\s*:\s*["']?Secret["']?\s*($|[,}#])""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Kind();

    // An empty map holds nothing; what another controller fills in has none.
    [GeneratedRegex("""(^|[\s{,"'-])(data|stringData)["']?\s*:\s*(?:\{\s*[^}\s]|\n[ -]+\S|[|>"'])""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Values();

    [GeneratedRegex("""^["']?\s*"?sops"?["']?\s*:|"sops"\s*:""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Sops();

    [GeneratedRegex("""^secretGenerator:(?:[^\n]*\n(?:[ -][^\n]*\n|\n)*?)[ -][^\n]*\b(?:literals|envs|files|env)\s*:""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Generator();
}
