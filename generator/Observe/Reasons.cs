using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Printing;

namespace GitOpsGen.Observe;

/// <summary>
/// Why something is not healthy, in one line that anybody may read: it is committed to a branch. It begins with its kind, which stays the
/// same while what a server says of it changes: <c>degraded: …</c>.
/// </summary>
public static partial class Reasons
{
    private const int Longest = 200;

    /// <param name="said">A server's words; empty without any.</param>
    public static string Of(string kind, string said = "")
    {
        var plain = Plain(said);
        return Cut(plain.Length == 0 ? kind : $"{kind}: {plain}");
    }

    /// <summary>What it begins with.</summary>
    public static string Kind(string reason) => reason.Split(':')[0];

    private static string Plain(string said) =>
        PlainText.Line(Token().Replace(Secrets.Hide(Blanks().Replace(said.Length > 4096 ? said[..4096] : said, " ").Trim()), "***"));

    private static string Cut(string line) =>
        line.Length <= Longest ? line : $"{line[..(char.IsHighSurrogate(line[Longest - 2]) ? Longest - 2 : Longest - 1)]}…";

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();

    // Names of Kubernetes and ids of commits have no capitals.
    [GeneratedRegex(@"(?=[A-Za-z0-9+/=_-]*[A-Z])(?=[A-Za-z0-9+/=_-]*[0-9])[A-Za-z0-9+/=_-]{24,}", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
