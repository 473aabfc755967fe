using System.Text.Json.Nodes;

namespace GitOpsGen.Diagnostics;

/// <summary>Diagnostics as the commands' JSON has them; <c>docs/formats.md</c> describes it.</summary>
public static class DiagnosticJson
{
    public static JsonArray Of(IEnumerable<Diagnostic> diagnostics) =>
        new([
            .. diagnostics.Select(item => new JsonObject
            {
                ["severity"] = item.Severity.ToString().ToLowerInvariant(),
                ["code"] = item.Code,
                ["path"] = item.At?.File,
                ["line"] = item.At?.Line,
                ["column"] = item.At?.Column,
                ["message"] = item.Message,
            }),
        ]);
}
