using System.Text.Json;
using GitOpsGen.Http.Answers;

namespace GitOpsGen.GitHub.Answers;

/// <summary>What GitHub says where it refuses.</summary>
internal static class GitHubJson
{
    /// <summary>
    /// What GitHub says of why it refuses, with its list of errors; whatever else is there, such as a page of HTML, says nothing.
    /// </summary>
    public static string Reason(byte[] answer)
    {
        const int longest = 500;
        try
        {
            using var document = AnswerJson.Parse(answer, "an object");
            var said = string.Join("; ", Reasons(document.RootElement).Where(part => !string.IsNullOrWhiteSpace(part)));
            return said.Length == 0 ? "without a reason"
                : said.Length <= longest ? said
                : $"{said[..longest]} …";
        }
        catch (Exception error) when (error is InvalidOperationException or UnlikeAnswerException)
        {
            return "without a reason";
        }
    }

    private static IEnumerable<string?> Reasons(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object)
            yield break;
        yield return Text(answer, "message");
        if (!answer.TryGetProperty("errors", out var errors) || errors.ValueKind != JsonValueKind.Array)
            yield break;
        foreach (var error in errors.EnumerateArray())
            yield return error.ValueKind == JsonValueKind.Object ? Reason(error) : Text(error);
    }

    // A code alone, such as "invalid", says little without the field that it is about.
    private static string? Reason(JsonElement error)
    {
        var said = Text(error, "message") ?? Text(error, "code");
        return Text(error, "field") is { } field && said?.Contains(field, StringComparison.Ordinal) != true ? $"{field}: {said}" : said;
    }

    private static string? Text(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? Text(value) : null;

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? (string?)Shape.Text.Take(value, "") : null;
}
