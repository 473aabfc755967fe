using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Terminal;

/// <summary>How a command answers.</summary>
public enum OutputFormat { Text, Json }

/// <summary>Results go to stdout, talk to stderr.</summary>
public sealed record Streams(TextWriter Output, TextWriter Error)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints what was found wrong, and how much of it.</summary>
    /// <param name="consequence">What the errors mean for the work tree; empty for a command that only reads.</param>
    public void Diagnostics(IReadOnlyList<Diagnostic> diagnostics, string consequence = "; nothing was written")
    {
        foreach (var diagnostic in diagnostics) Error.WriteLine(diagnostic);
        var errors = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        if (errors > 0) Error.WriteLine($"{errors} error{(errors == 1 ? "" : "s")}{consequence}.");
    }

    /// <summary>One JSON document; every command's begins with these two. <c>docs/formats.md</c> describes them.</summary>
    public void Write(string command, JsonObject result)
    {
        var document = new JsonObject { ["schemaVersion"] = 1, ["command"] = command };
        foreach (var (key, value) in result) document[key] = value?.DeepClone();
        Output.WriteLine(document.ToJsonString(Json));
    }

    public static JsonArray ToJson(IEnumerable<Diagnostic> diagnostics) => new([.. diagnostics.Select(item => new JsonObject
    {
        ["severity"] = item.Severity.ToString().ToLowerInvariant(),
        ["code"] = item.Code,
        ["path"] = item.At?.File,
        ["line"] = item.At?.Line,
        ["column"] = item.At?.Column,
        ["message"] = item.Message,
    })]);

    public static JsonArray ToJson(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
