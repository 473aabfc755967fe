namespace GitOpsGen.Diagnostics;

/// <summary>RFC 1123 labels: 1 to 63 of a–z, 0–9 and '-', beginning and ending with a letter or digit.</summary>
public static class DnsLabel
{
    public const string Pattern = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";

    public static bool IsValid(string text) =>
        text.Length is > 0 and <= 63
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && text[0] != '-'
        && text[^1] != '-';

    /// <summary>The nearest valid label, for the message that refuses <paramref name="text"/>.</summary>
    public static string Mend(string text)
    {
        var mended = new string([
            .. text.ToLowerInvariant().Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : '-'),
        ]).Trim('-');
        return mended.Length == 0 ? "a"
            : mended.Length > 63 ? mended[..63].TrimEnd('-')
            : mended;
    }
}
