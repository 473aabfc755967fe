using System.Text.RegularExpressions;

namespace GitOpsGen.Catalogue;

/// <summary>A chart, as one word: <c>oci://registry/folder/name:version</c> or <c>https://repository/name@version</c>.</summary>
public sealed partial record ChartReference(string Repository, string Name, string Version)
{
    // A host and folders: neither a user, nor a query, which may hold a token.
    private const string Host = @"[0-9A-Za-z][0-9A-Za-z.-]*(?::[0-9]{1,5})?(?:/[^\s@?#/]+)*";

    private const string Exact = @"v?[0-9]+\.[0-9]+\.[0-9]+(?:-[0-9A-Za-z.-]+)?(?:[+_][0-9A-Za-z.-]+)?";

    /// <summary>It is meant to be one, right or not.</summary>
    public static bool IsMeant(string text) =>
        text.StartsWith("oci://", StringComparison.Ordinal)
        || text.StartsWith("https://", StringComparison.Ordinal)
        || text.StartsWith("http://", StringComparison.Ordinal);

    /// <summary>Null where it has no version, or another form.</summary>
    public static ChartReference? Parse(string text)
    {
        var match = (text.StartsWith("oci://", StringComparison.Ordinal) ? Oci() : Http()).Match(text);
        return match.Success ? new ChartReference(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value) : null;
    }

    public override string ToString() => $"{Repository}/{Name} {Version}";

    [GeneratedRegex(@"^(oci://" + Host + @")/([0-9A-Za-z][0-9A-Za-z._-]*):(" + Exact + @")\z", RegexOptions.NonBacktracking)]
    private static partial Regex Oci();

    [GeneratedRegex(@"^(https?://" + Host + @")/([0-9A-Za-z][0-9A-Za-z._-]*)@(" + Exact + @")\z", RegexOptions.NonBacktracking)]
    private static partial Regex Http();
}
