using System.Text.RegularExpressions;

namespace GitOpsGen.Relocate.Proof;

/// <summary>A string of a program that stands beside the name of an object that moves, as an argument or an entry without a key.</summary>
internal static partial class CodeForms
{
    private const int Near = 3;

    private static readonly HashSet<string> Documents = new(StringComparer.Ordinal)
    {
        ".md",
        ".txt",
        ".rst",
        ".yaml",
        ".yml",
        ".json",
        ".tpl",
    };

    public static bool IsBeside(MovedToken token, NamedObjects objects)
    {
        if (
            objects.All
            || !Opens().IsMatch(token.Before)
            || !Closes().IsMatch(token.Behind)
            || Documents.Contains(Path.GetExtension(token.Path))
        )
            return false;
        if (Entry().Match(token.Before) is { Success: true } entry)
            return objects.MayMove(entry.Groups[1].Value);
        return !Key().IsMatch(token.Before)
            && token
                .Above(Near)
                .Concat(token.Below(Near))
                .Append(token.Before)
                .Append(token.Behind)
                .SelectMany(line => Quoted().Matches(line))
                .Any(match => objects.MayMove(match.Groups[1].Value[(match.Groups[1].Value.LastIndexOfAny(['=', '/']) + 1)..]));
    }

    [GeneratedRegex("""["'`]$""")]
    private static partial Regex Opens();

    [GeneratedRegex("""^["'`]""")]
    private static partial Regex Closes();

    // "ama-metrics": "x" of a table.
    [GeneratedRegex("""["']([a-z0-9.-]+)["']\s*(?:=>|[:=])\s*["'`]$""")]
    private static partial Regex Entry();

    [GeneratedRegex("""\w\s*(?:=>|:=|==|!=|[:=])\s*["'`]$""")]
    private static partial Regex Key();

    [GeneratedRegex("""["'`]([A-Za-z0-9=/.-]+)["'`]""")]
    private static partial Regex Quoted();
}
