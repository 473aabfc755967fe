using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GitOpsGen.GitHub.Answers;

/// <summary>From the bytes of an answer to what is read of it.</summary>
internal static class GitHubJson
{
    // A key that is there twice may be read by one as the first, by another as the last.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>Null where nothing is read of it.</returns>
    /// <exception cref="UnlikeGitHubException">It is not what GitHub's API says.</exception>
    public static JsonNode? Read(byte[] answer, Shape shape)
    {
        if (shape == Shape.Unread)
            return null;
        if (answer.Length == 0)
            throw new UnlikeGitHubException($"it is empty, expected {shape.Expected}");
        try
        {
            using var document = JsonDocument.Parse(Utf8.GetString(answer), Strict);
            return shape.Take(document.RootElement, "");
        }
        catch (DecoderFallbackException)
        {
            throw new UnlikeGitHubException($"it is no text in UTF-8, expected {shape.Expected}");
        }
        // The second of half a pair of surrogates in a key.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Of a proxy, of a page to log in, or of something that is no GitHub at all.
            throw new UnlikeGitHubException(
                $"it is {(answer.AsSpan().TrimStart(" \t\r\n"u8).StartsWith("<"u8) ? "a page of HTML" : "broken JSON")}, "
                    + $"expected {shape.Expected}"
            );
        }
    }

    /// <summary>
    /// What GitHub says of why it refuses, with its list of errors; whatever else is there, such as a page of HTML, says nothing.
    /// </summary>
    public static string Reason(byte[] answer)
    {
        const int longest = 500;
        try
        {
            using var document = JsonDocument.Parse(Utf8.GetString(answer), Strict);
            var said = string.Join("; ", Reasons(document.RootElement).Where(part => !string.IsNullOrWhiteSpace(part)));
            return said.Length == 0 ? "without a reason"
                : said.Length <= longest ? said
                : $"{said[..longest]} …";
        }
        catch (Exception error)
            when (error is JsonException or InvalidOperationException or DecoderFallbackException or UnlikeGitHubException)
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
