using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace GitOpsGen.Schemas;

/// <summary>Texts of a form: those that the API server takes nothing else for. No value is shown; some are secret.</summary>
internal static partial class ValueFormats
{
    private static readonly SearchValues<char> OfAddresses = SearchValues.Create("0123456789abcdefABCDEF.:");

    /// <summary>Null when the text has the form, or nobody here knows it.</summary>
    public static Trouble? Trouble(string text, string format) =>
        format switch
        {
            "byte" when !IsBase64(text) => new Trouble("is not base64", "Encode the value, or use stringData where the kind has it."),
            "date-time" when !IsTime(text) => new Trouble("is no time such as 2030-01-31T12:00:00Z"),
            "ipv4" when !IsAddress(text, AddressFamily.InterNetwork) => new Trouble("is no IPv4 address"),
            "ipv6" when !IsAddress(text, AddressFamily.InterNetworkV6) => new Trouble("is no IPv6 address"),
            "cidr" when !IsCidr(text) => new Trouble("is no range of addresses such as 10.0.0.0/16"),
            "quantity" when !Quantity().IsMatch(text) => new Trouble("is no quantity such as 500m, 2 or 1Gi"),
            _ => null,
        };

    // Go's decoder passes over ends of lines.
    private static bool IsBase64(string text)
    {
        var count = 0;
        foreach (var c in text.AsSpan().TrimEnd("=\r\n"))
            if (char.IsAsciiLetterOrDigit(c) || c is '+' or '/')
                count++;
            else if (c is not ('\r' or '\n'))
                return false;
        var padding = text.AsSpan().Count('=');
        return (count + padding) % 4 == 0 && padding <= 2 && (padding == 0 || count % 4 == 4 - padding);
    }

    private static bool IsTime(string text) =>
        Time().IsMatch(text)
        && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        && TimeOnly.TryParseExact(text.AsSpan(11, 8), "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsAddress(string text, AddressFamily family) =>
        !text.AsSpan().ContainsAnyExcept(OfAddresses)
        && IPAddress.TryParse(text, out var address)
        && address.AddressFamily == family
        && (family != AddressFamily.InterNetwork || text.AsSpan().Count('.') == 3);

    private static bool IsCidr(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
            && (
                (IsAddress(text[..slash], AddressFamily.InterNetwork) && bits <= 32)
                || (IsAddress(text[..slash], AddressFamily.InterNetworkV6) && bits <= 128)
            );
    }

    // RFC 3339, which is stricter than what the framework takes.
    [GeneratedRegex(
        @"\A[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Time();

    // resource.Quantity of k8s.io/apimachinery: a signed decimal with a suffix, or an exponent.
    [GeneratedRegex(@"\A[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Quantity();
}
