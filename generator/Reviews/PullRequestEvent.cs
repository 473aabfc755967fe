using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;

namespace GitOpsGen.Reviews;

/// <summary>Which pull request a run of GitHub Actions is for.</summary>
public static partial class PullRequestEvent
{
    // GitHub's own limit of an event is less.
    private const long Largest = 32 << 20;

    /// <summary>From the event, else from the ref that is checked out; null where neither is of a pull request.</summary>
    /// <param name="environment">Reads a variable.</param>
    /// <exception cref="DiagnosedException">There is an event, and it cannot be read.</exception>
    public static int? Number(Func<string, string?> environment)
    {
        if (environment("GITHUB_EVENT_PATH")?.Trim() is { Length: > 0 } file && OfEvent(file) is { } number)
            return number;
        return environment("GITHUB_REF") is { } name && Merge().Match(name) is { Success: true } match
            ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : null;
    }

    private static int? OfEvent(string file)
    {
        try
        {
            if (new FileInfo(file).Length > Largest)
                throw new DiagnosedException(Messages.EventUnreadable(file, "it is too large"));
            using var read = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = read.RootElement;
            return Of(root, "pull_request") ?? (IsPullRequest(root) ? Of(root, "issue") : null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new DiagnosedException(
                Messages.EventUnreadable(file, error is JsonException ? "it is no JSON" : FileErrors.Reason(error))
            );
        }
    }

    // A comment on a pull request comes as one on an issue.
    private static bool IsPullRequest(JsonElement root) =>
        Field(root, "issue") is { } issue && Field(issue, "pull_request") is { ValueKind: JsonValueKind.Object };

    private static int? Of(JsonElement root, string name) =>
        Field(root, name) is { } item
        && Field(item, "number") is { ValueKind: JsonValueKind.Number } number
        && number.TryGetInt32(out var value)
        && value > 0
            ? value
            : null;

    private static JsonElement? Field(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    [GeneratedRegex(@"\Arefs/pull/([1-9][0-9]{0,8})/(?:merge|head)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Merge();
}
