using System.Diagnostics;
using System.Text.Json.Nodes;
using GitOpsGen.Engines;

namespace GitOpsGen.Tests.Support;

/// <summary>
/// GitHub's own GraphQL schema, as a judge of requests and answers. No library for that restores here, so the one that others follow
/// runs beside the tests, in one process of node that ends with them.
/// </summary>
public static class GraphQlJudge
{
    private static readonly Lock Gate = new();
    private static readonly Lazy<Process?> Node = new(Start);

    public static bool IsReady => Node.Value is not null;

    /// <summary>
    /// What the schema contradicts: the document, its variables, and the shape of the answer. Nothing where the schema could not be
    /// fetched.
    /// </summary>
    public static IReadOnlyList<string> Problems(JsonNode? request, JsonNode? answer)
    {
        lock (Gate)
        {
            if (Node.Value is not { } node)
                return [];
            node.StandardInput.WriteLine(
                new JsonObject { ["request"] = request?.DeepClone(), ["answer"] = answer?.DeepClone() }.ToJsonString()
            );
            var line = node.StandardOutput.ReadLine() ?? throw new InvalidOperationException("node ended");
            return [.. JsonNode.Parse(line)!.AsArray().Select(problem => $"GraphQL: {problem}")];
        }
    }

    private static Process? Start()
    {
        if (
            TestTools.Find(TestTools.GitHubSchema) is not { } schema
            || TestTools.Find(TestTools.GraphQl) is not { } library
            || EngineFinder.OnPath("node") is not { } node
        )
            return null;
        var script = Path.Join(Repository.Root, "tests", "Support", "GitHub", "graphql.js");
        return Process.Start(
            new ProcessStartInfo(node, [script, library, schema])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        );
    }
}
