using System.Text.Json;
using System.Text.Json.Nodes;

namespace GitOpsGen.Tests.Support;

/// <summary>One method of one path: what it takes, and what it may answer.</summary>
internal sealed class ApiOperation(string[] segments, JsonElement operation, JsonElement root, ApiSchemas schemas)
{
    // Given by what stands before every operation, and therefore described with few of them: who are you, not so fast, not now.
    private static readonly int[] Anywhere = [401, 403, 429];

    // Given by GitHub, not described: a comment that is not there.
    private static readonly (string, int)[] Unlisted = [("issues/delete-comment", 404)];

    private readonly List<JsonElement> parameters = operation.TryGetProperty("parameters", out var all)
        ? [.. all.EnumerateArray().Select(one => root.Follow(one))]
        : [];

    public int Length => segments.Length;

    /// <summary>The last parameter spans the rest of the path, as git's refs do.</summary>
    public bool EndsWithPath =>
        Parameters("path").Any(one => $"{{{Name(one)}}}" == segments[^1] && one.TryGetProperty("x-multi-segment", out _));

    public IEnumerable<string> Problems(Exchange exchange) =>
        [.. InPath(exchange.Path), .. InQuery(exchange), .. InBody(exchange.Body), .. InAnswer(exchange.Status, exchange.Answer)];

    private IEnumerable<string> InPath(string path)
    {
        var given = segments
            .Zip(path.Split('/', segments.Length))
            .ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        return Parameters("path").SelectMany(one => InText(one, given[$"{{{Name(one)}}}"]));
    }

    private IEnumerable<string> InQuery(Exchange exchange)
    {
        var known = Parameters("query").ToDictionary(Name, StringComparer.Ordinal);
        var missing = known.Where(one =>
            one.Value.TryGetProperty("required", out var required)
            && required.GetBoolean()
            && exchange.Query.All(pair => pair.Key != one.Key)
        );
        return
        [
            .. exchange.Query.SelectMany(pair =>
                known.TryGetValue(pair.Key, out var one) ? InText(one, pair.Value) : [$"query: there is no parameter {pair.Key}"]
            ),
            .. exchange
                .Query.GroupBy(pair => pair.Key, StringComparer.Ordinal)
                .Where(group => group.Count() > 1)
                .Select(group => $"query: {group.Key} is there more than once"),
            .. missing.Select(one => $"query: {one.Key} is missing"),
        ];
    }

    // In an address a number is text as well.
    private IEnumerable<string> InText(JsonElement parameter, string text)
    {
        var schema = parameter.GetProperty("schema");
        var type = schema.TryGetProperty("type", out var said) ? said.GetString() : null;
        JsonNode value =
            type is "integer" && long.TryParse(text, out var number) ? number
            : type is "boolean" && bool.TryParse(text, out var flag) ? flag
            : text;
        return schemas.Problems(schema, value).Select(problem => $"{parameter.GetProperty("in")} {Name(parameter)}: {problem}");
    }

    private IEnumerable<string> InBody(JsonNode? body)
    {
        if (!operation.TryGetProperty("requestBody", out var described))
            return body is null ? [] : ["request: takes no body"];
        var isRequired = described.TryGetProperty("required", out var required) && required.GetBoolean();
        if (body is null)
            return isRequired ? ["request: has no body"] : [];
        return schemas.Problems(Content(described)!.Value, body).Select(problem => $"request: {problem}");
    }

    private IEnumerable<string> InAnswer(int status, JsonNode? answer)
    {
        var isListed = operation.GetProperty("responses").TryGetProperty($"{status}", out var described);
        if (!isListed && !MayBeUnlisted(status))
            return [$"answer: {status} is not among those described"];
        var schema = (isListed ? Content(root.Follow(described)) : null) ?? (status >= 400 ? root.Schema("basic-error") : null);
        if (schema is null)
            return answer is null ? [] : [$"answer {status}: has a body"];
        if (answer is null)
            return status >= 400 ? [] : [$"answer {status}: has no body"];
        return schemas.Problems(schema.Value, answer).Select(problem => $"answer {status}: {problem}");
    }

    private bool MayBeUnlisted(int status) =>
        status >= 500 || Anywhere.Contains(status) || Unlisted.Contains((operation.GetProperty("operationId").GetString()!, status));

    private static JsonElement? Content(JsonElement described) =>
        described.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json)
            ? json.GetProperty("schema")
            : null;

    private IEnumerable<JsonElement> Parameters(string place) => parameters.Where(one => one.GetProperty("in").ValueEquals(place));

    private static string Name(JsonElement parameter) => parameter.GetProperty("name").GetString()!;
}
