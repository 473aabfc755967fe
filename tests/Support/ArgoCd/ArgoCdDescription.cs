using System.Text.Json;
using System.Text.Json.Nodes;

namespace GitOpsGen.Tests.Support;

/// <summary>Argo CD's own description of its API, as a judge of what is asked of a fake and of what that answers.</summary>
internal sealed class ArgoCdDescription
{
    private static readonly Lazy<ArgoCdDescription?> Beside = new(Read);

    private readonly JsonElement paths;
    private readonly ApiSchemas schemas;

    private ArgoCdDescription(JsonElement root)
    {
        paths = root.GetProperty("paths");
        schemas = new ApiSchemas(root);
    }

    /// <summary>Null where the real data is not beside the repository.</summary>
    public static ArgoCdDescription? Found => Beside.Value;

    public IEnumerable<string> Problems(
        string template,
        string method,
        IEnumerable<KeyValuePair<string, string>> query,
        int status,
        JsonNode? answer
    )
    {
        if (!paths.TryGetProperty(template, out var path) || !path.TryGetProperty(method.ToLowerInvariant(), out var operation))
            return [$"there is no {method} {template}"];
        var known = operation
            .GetProperty("parameters")
            .EnumerateArray()
            .Where(one => one.GetProperty("in").ValueEquals("query"))
            .Select(one => one.GetProperty("name").GetString()!)
            .ToHashSet(StringComparer.Ordinal);
        var responses = operation.GetProperty("responses");
        var schema = (responses.TryGetProperty($"{status}", out var said) ? said : responses.GetProperty("default")).GetProperty("schema");
        return
        [
            .. query.Where(pair => !known.Contains(pair.Key)).Select(pair => $"{template}: there is no parameter {pair.Key}"),
            .. schemas.Problems(schema, answer).Select(problem => $"{template} {status}: {problem}"),
        ];
    }

    // Of the form before OpenAPI 3, in which the schemas stand elsewhere.
    private static ArgoCdDescription? Read()
    {
        var file = Path.GetFullPath(Path.Join(Repository.Root, "..", "shared", "data", "argocd-api-swagger.json"));
        if (!File.Exists(file))
            return null;
        var read = JsonNode.Parse(File.ReadAllText(file).Replace("#/definitions/", "#/components/schemas/", StringComparison.Ordinal))!;
        var root = new JsonObject
        {
            ["paths"] = read["paths"]!.DeepClone(),
            ["components"] = new JsonObject { ["schemas"] = read["definitions"]!.DeepClone() },
        };
        return new ArgoCdDescription(JsonDocument.Parse(root.ToJsonString()).RootElement);
    }
}
