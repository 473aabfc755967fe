using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace GitOpsGen.Http.Answers;

/// <summary>
/// An answer is not what the API's description says. The message names the place, what is there, and what should be.
/// </summary>
internal sealed class UnlikeAnswerException(string message) : Exception(message);

/// <summary>From the bytes of an answer to what is read of it.</summary>
internal static class AnswerJson
{
    // A key that is there twice may be read by one as the first, by another as the last.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <returns>Null where nothing is read of it.</returns>
    /// <exception cref="UnlikeAnswerException">It is not what the description says.</exception>
    public static JsonNode? Read(byte[] answer, Shape shape)
    {
        if (shape == Shape.Unread)
            return null;
        using var document = Parse(answer, shape.Expected);
        return Take(document.RootElement, answer, shape);
    }

    /// <param name="expected">As the end of "expected …".</param>
    /// <exception cref="UnlikeAnswerException">It is no JSON.</exception>
    public static JsonDocument Parse(byte[] answer, string expected)
    {
        if (answer.Length == 0)
            throw new UnlikeAnswerException($"it is empty, expected {expected}");
        if (!Utf8.IsValid(answer))
            throw new UnlikeAnswerException($"it is no text in UTF-8, expected {expected}");
        try
        {
            // As bytes: an answer may be long, and its text twice as long.
            return JsonDocument.Parse(answer, Strict);
        }
        // The second of half a pair of surrogates in a key.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Broken(answer, expected);
        }
    }

    private static JsonNode? Take(JsonElement root, byte[] answer, Shape shape)
    {
        try
        {
            return shape.Take(root, "");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Broken(answer, shape.Expected);
        }
    }

    // Of a proxy, of a page to log in, or of something else altogether.
    private static UnlikeAnswerException Broken(byte[] answer, string expected) =>
        new($"it is {(answer.AsSpan().TrimStart(" \t\r\n"u8).StartsWith("<"u8) ? "a page of HTML" : "broken JSON")}, expected {expected}");
}
