using System.Buffers;
using System.Text.RegularExpressions;

namespace GitOpsGen.Check.Secrets;

/// <summary>Logins that no name announces: of curl, of a netrc, of a registry, of HTTP's basic authentication.</summary>
internal static partial class Logins
{
    private static readonly SearchValues<string> Anchors = SearchValues.Create(
        ["curl", "machine", "auth\"", "auth\\", "_auth", "Basic "],
        StringComparison.Ordinal
    );

    public static IEnumerable<(string What, int Line)> In(string text) => text.AsSpan().ContainsAny(Anchors) ? Found(text) : [];

    private static IEnumerable<(string What, int Line)> Found(string text)
    {
        foreach (Match match in Curl().Matches(text))
            if (!Placeholders.Is(match.Groups["value"].Value))
                yield return ("the login of a command", SecretTexts.Line(text, match.Index));
        foreach (Match match in Netrc().Matches(text))
            if (!Placeholders.Is(match.Groups["value"].Value))
                yield return ("the login of a machine", SecretTexts.Line(text, match.Index));
        foreach (Match match in Encoded().Matches(text))
            if (IsLogin(match.Groups["value"].Value))
                yield return ("a login in base64", SecretTexts.Line(text, match.Index));
    }

    private static bool IsLogin(string base64) =>
        SecretTexts.Decoded(base64) is { } login
        && login.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        && login.Length > colon + 1
        && !login.Any(char.IsControl)
        && !Placeholders.Is(login[(colon + 1)..]);

    [GeneratedRegex(
        @"\bcurl\b[^\n;|]* (-u|--user)[ =]?[""']?[^\s:""'$]+:(?<value>[^\s""']+)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Curl();

    [GeneratedRegex(
        @"\bmachine\s+\S+\s+login\s+\S+\s+password\s+(?<value>\S+)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Netrc();

    [GeneratedRegex(
        @"(\\*""_?auth\\*""\s*:\s*\\*""|\bBasic |\b_auth\s*=\s*)(?<value>[A-Za-z0-9+/]{8,}={0,2})",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Encoded();
}
