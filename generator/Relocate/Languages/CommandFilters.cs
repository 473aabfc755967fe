using System.Text.RegularExpressions;

namespace GitOpsGen.Relocate.Languages;

/// <summary>What a command's output is filtered by: <c>grep</c> and its like.</summary>
internal static partial class CommandFilters
{
    public static void AddEvidence(ShellCommand command, NameEvidence evidence)
    {
        if (command.Words.Count == 0)
            return;
        var words = command.Words.Skip(1).ToList();
        switch (CommandTools.Name(command.Words[0].Text).ToLowerInvariant())
        {
            case "grep" or "egrep" or "fgrep" or "zgrep" or "rg" or "findstr" or "select-string" or "sls":
                Grep(words, evidence);
                break;
            case "awk" or "gawk" or "sed":
                Slashed(words, evidence);
                break;
            case "jq" or "yq" or "where-object" or "where" or "?" or "convertfrom-json":
                Quoted(words, evidence);
                break;
        }
    }

    private static void Grep(List<ShellWord> words, NameEvidence evidence)
    {
        if (words.Exists(word => IsInverted(word.Text)))
            return;
        var pattern = words.Find(word => !word.Text.StartsWith('-') && !word.Text.StartsWith('/'));
        if (pattern.Text is { Length: > 0 } text)
            evidence.AddPattern(WithoutKind(text), "grep");
    }

    // ^deployment.apps/name, as -o name prints it.
    private static string WithoutKind(string pattern) =>
        pattern.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
        && pattern[..slash].TrimStart('^').All(one => char.IsAsciiLetterLower(one) || one is '.' or '\\')
            ? pattern[(slash + 1)..]
            : pattern;

    private static bool IsInverted(string option) =>
        option is "--invert-match" or "-NotMatch" or "/v"
        || (
            option.Length > 1 && option[0] == '-' && option[1] != '-' && option.Length < 5 && option.Contains('v', StringComparison.Ordinal)
        );

    private static void Slashed(List<ShellWord> words, NameEvidence evidence)
    {
        foreach (var word in words.Where(word => word.Text.StartsWith('/')))
        {
            var close = word.Text.IndexOf('/', 1);
            // sed '/x/d' leaves x out.
            if (close > 0 && !word.Text.AsSpan(close + 1).StartsWith("d"))
                evidence.AddPattern(word.Text[1..close]);
        }
    }

    private static void Quoted(List<ShellWord> words, NameEvidence evidence)
    {
        foreach (
            var word in words.Where(word =>
                word.IsQuoted && !word.Text.Contains("!=", StringComparison.Ordinal) && !Negations().IsMatch(word.Text)
            )
        )
        {
            var parts = word.Text.Split('"', '\'');
            if (parts.Length == 1)
                evidence.AddPattern(word.Text);
            for (var i = 1; i < parts.Length; i += 2)
                evidence.AddPattern(parts[i]);
        }
    }

    [GeneratedRegex(@"\bnot\b|-not|unless", RegexOptions.IgnoreCase)]
    private static partial Regex Negations();
}
