using System.Text.RegularExpressions;

namespace GitOpsGen.Check.Alerts;

/// <summary>
/// Puts something that PromQL can be read with in the place of Grafana's variables (<c>$name</c>, <c>${name:format}</c>,
/// <c>[[name]]</c>): a duration where a range stands, else a name that means nothing. In texts they stay.
/// </summary>
internal static partial class GrafanaVariables
{
    /// <summary>No metric and no label is called so.</summary>
    public const string Unknown = "__variable__";

    private const string Duration = "5m";

    public static bool IsIn(string text) => Variable().IsMatch(text);

    public static string Fill(string expression) =>
        Piece().Replace(expression, match => match.Groups["text"].Success ? match.Value : Filled(expression, match));

    private static string Filled(string expression, Match match)
    {
        var before = expression.AsSpan(0, match.Index).TrimEnd();
        var isSpan =
            before.EndsWith("[")
            || before.EndsWith(":")
            || before.EndsWith("offset")
            || match.Value.Contains("__", StringComparison.Ordinal);
        return isSpan ? Duration : Unknown;
    }

    [GeneratedRegex(
        @"(?<text>""(?:\\.|[^""\\])*""|'(?:\\.|[^'\\])*'|`[^`]*`)|\$\{[^}]*\}|\$[A-Za-z_]\w*|\[\[[^\]]*\]\]",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Piece();

    [GeneratedRegex(@"\$\{[^}]*\}|\$[A-Za-z_]\w*|\[\[[^\]]*\]\]", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}
