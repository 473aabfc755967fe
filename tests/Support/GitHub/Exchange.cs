using System.Text.Json.Nodes;

namespace GitOpsGen.Tests.Support;

/// <summary>One request to GitHub's REST interface, and its answer.</summary>
/// <param name="Path">Below the interface's own address: /repos/….</param>
/// <param name="Body">Null where there is none; a JSON null is not sent.</param>
public sealed record Exchange(string Method, string Path, JsonNode? Body, int Status, JsonNode? Answer)
{
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];
}
