using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render;

/// <summary>
/// The JSON that a template of an output made, in one form. A comma behind the last of a list is taken, because a loop leaves it there;
/// a key twice is not, because readers differ in which of them counts.
/// </summary>
internal static partial class OutputJson
{
    private static readonly JsonDocumentOptions Form = new() { AllowTrailingCommas = true, AllowDuplicateProperties = false };

    // The same bytes on every machine.
    private static readonly JsonWriterOptions Written = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="line">Of the mistake, from 1; 1 where nobody knows it.</param>
    /// <returns>Null where it is no JSON.</returns>
    public static string? Write(string text, out int line, out string reason)
    {
        (line, reason) = (1, "it is empty");
        if (string.IsNullOrWhiteSpace(text))
            return null;
        try
        {
            using var document = JsonDocument.Parse(text, Form);
            using var buffer = new MemoryStream();
            using (var json = new Utf8JsonWriter(buffer, Written))
                document.WriteTo(json);
            return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
        }
        catch (JsonException error)
        {
            line = (int)(error.LineNumber ?? 0) + 1;
            reason = PlacedJson.Reason(error);
            return null;
        }
        catch (InvalidOperationException)
        {
            // The reader takes the escape, and only who writes the character sees that it is half of one.
            (line, reason) = (LineOfHalf(text), @"it has half of a character (a lone surrogate, such as \ud800)");
            return null;
        }
    }

    private static int LineOfHalf(string text) =>
        Half().Match(text) is { Success: true } half ? text.AsSpan(0, half.Index).Count('\n') + 1 : 1;

    [GeneratedRegex(@"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]")]
    private static partial Regex Half();
}
