using System.Text.Json;

namespace GitOpsGen.Tests.Support;

/// <summary>
/// GitHub's own description of its REST interface, as a judge of exchanges. Only the operations that are asked for are read.
/// </summary>
public sealed class ApiDescription
{
    private static readonly Lazy<IReadOnlyList<ApiDescription>> Fetched = new(() =>
        [
            .. new[] { TestTools.Find(TestTools.GitHubApi), TestTools.Find(TestTools.GitHubEnterpriseApi) }
                .OfType<string>()
                .Select(file => new ApiDescription(file)),
        ]
    );

    private readonly string name;
    private readonly JsonElement root;
    private readonly ApiSchemas schemas;
    private readonly List<(string[] Segments, JsonElement Item)> paths;

    private ApiDescription(string file)
    {
        name = Path.GetFileNameWithoutExtension(file);
        root = JsonDocument.Parse(File.ReadAllBytes(file)).RootElement;
        schemas = new ApiSchemas(root);
        paths = [.. root.GetProperty("paths").EnumerateObject().Select(path => (path.Name.Split('/'), path.Value))];
    }

    /// <summary>
    /// That of api.github.com and that of the oldest Enterprise Server; read once in a test run. Empty where they could not be fetched.
    /// </summary>
    public static IReadOnlyList<ApiDescription> All => Fetched.Value;

    /// <summary>What the real GitHub would not have understood, and what it would not have said.</summary>
    public IEnumerable<string> Problems(Exchange exchange)
    {
        var problems = Find(exchange.Method, exchange.Path.Split('/')) is { } operation
            ? operation.Problems(exchange)
            : ["the description has no such operation"];
        return problems.Select(problem => $"{exchange.Method} {exchange.Path} ({name}): {problem}");
    }

    // More of the path's own words fit better: comments/7 of issues is not issue "comments".
    private ApiOperation? Find(string method, string[] segments) =>
        paths
            .Where(path => Fits(path.Segments, segments))
            .OrderByDescending(path => path.Segments.Length)
            .ThenByDescending(path => path.Segments.Count(segment => !IsParameter(segment)))
            .Select(path => Operation(path.Segments, path.Item, method))
            .FirstOrDefault(operation => operation is not null && (operation.Length == segments.Length || operation.EndsWithPath));

    private ApiOperation? Operation(string[] segments, JsonElement item, string method) =>
        item.TryGetProperty(method.ToLowerInvariant(), out var operation) ? new ApiOperation(segments, operation, root, schemas) : null;

    // The last parameter may be a path itself.
    private static bool Fits(string[] template, string[] segments) =>
        (template.Length == segments.Length || (template.Length < segments.Length && IsParameter(template[^1])))
        && template.Zip(segments).All(pair => IsParameter(pair.First) ? pair.Second.Length > 0 : pair.First == pair.Second);

    private static bool IsParameter(string segment) => segment.StartsWith('{');
}
