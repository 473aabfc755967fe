using System.Text.RegularExpressions;

namespace GitOpsGen.Publish;

/// <summary>The part of a pull request's body that is ours. What people write around it stays.</summary>
public static partial class ManagedRegion
{
    /// <summary>Marks a body whose labels and reviewers have not been set yet.</summary>
    public const string Unfinished = "<!-- gitopsgen:unfinished -->";

    private const string ClosedMark = "<!-- gitopsgen:closed -->";

    /// <summary>The body of a pull request that we close ourselves: what a person closes is not opened again, what we close is.</summary>
    public static string Closed(string body) => IsClosedByUs(body) ? body : $"{body}\n\n{ClosedMark}";

    public static bool IsClosedByUs(string body) => body.Contains(ClosedMark, StringComparison.Ordinal);

    /// <summary>Says beside the body which title is ours, so that one that a person wrote is known as that.</summary>
    public static string WithTitle(string text, string title) => $"{text}\n<!-- gitopsgen:title {Files.Digest.OfText(title)} -->";

    /// <summary>Whether the title is not the one that was ours; of before titles were noted, it is taken for ours.</summary>
    public static bool IsPersonsTitle(string body, string title) =>
        Title().Match(body) is { Success: true } noted && noted.Groups[1].Value != Files.Digest.OfText(title);

    // The end names the digest, too, so that nothing shown inside can pass for it.
    public static string Wrap(string text)
    {
        var digest = Files.Digest.OfText(text);
        return $"<!-- gitopsgen:begin {digest} -->\n{text}\n<!-- gitopsgen:end {digest} -->";
    }

    /// <summary>The body with our part as it should be now; the very same body when it is.</summary>
    public static string Put(string body, string text)
    {
        // GitHub's own editor saves with CRLF.
        var now = body.ReplaceLineEndings("\n");
        var region = Wrap(text);
        if (Begin().Match(now) is not { Success: true } begin)
            return now.Length == 0 ? region : $"{now.TrimEnd('\n')}\n\n{region}";
        var end = $"<!-- gitopsgen:end {begin.Groups[1].Value} -->";
        var last = now.IndexOf(end, begin.Index, StringComparison.Ordinal);
        if (last < 0)
            return $"{now[..begin.Index].TrimEnd('\n')}\n\n{region}".TrimStart('\n');
        var put = now[..begin.Index] + region + now[(last + end.Length)..];
        return put == now ? body : put;
    }

    [GeneratedRegex("<!-- gitopsgen:title ([0-9a-f]{64}) -->", RegexOptions.NonBacktracking)]
    private static partial Regex Title();

    [GeneratedRegex("<!-- gitopsgen:begin ([0-9a-f]{64}) -->", RegexOptions.NonBacktracking)]
    private static partial Regex Begin();
}
