using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace GitOpsGen.Promote.Store;

/// <summary>
/// Where a run stands on the evidence branch: <c>yyyy/MM/dd/HHmmss-digest.json</c>. The digest is of its text, so that two runs of one
/// second have two names, and nothing that was edited or cut off passes for a run.
/// </summary>
public static partial class EvidencePath
{
    private const string Form = "yyyy/MM/dd/HHmmss";

    public static string Of(DateTimeOffset at, string text) =>
        $"{at.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture)}-{Digest(text)}.json";

    /// <summary>When the run of that name was; null where it is no name of one.</summary>
    public static DateTimeOffset? TimeOf(string path) =>
        Name().Match(path) is { Success: true } match
        && DateTimeOffset.TryParseExact(
            match.Groups["time"].Value,
            Form,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
            : null;

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    [GeneratedRegex(@"\A(?<time>[0-9]{4}/[0-9]{2}/[0-9]{2}/[0-9]{6})-[0-9a-f]{16}\.json\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
