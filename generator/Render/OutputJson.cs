using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render;

/// <summary>
/// The JSON that a template of an output made, in one form. A comma behind the last of a list is taken, because a loop leaves it there;
/// a key twice is not, because readers differ in which of them counts.
/// </summary>
internal static class OutputJson
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
        (line, reason) = (1, "");
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
    }
}
