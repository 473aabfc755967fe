using System.Text.Encodings.Web;
using System.Text.Json;

namespace GitOpsGen.Ownership;

/// <summary>How records that are committed are written: the same bytes on every machine, a line for each entry.</summary>
public static class RecordJson
{
    public static JsonWriterOptions Form { get; } =
        new()
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
}
