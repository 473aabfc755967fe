using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GitOpsGen.Tests.Support;

// What the real GitHub would not have taken, and what it would not have said. A test that caused any of it fails when the fake is disposed.
public sealed partial class FakeGitHub
{
    private readonly ConcurrentQueue<string> problems = new();

    /// <summary>Unknown routes, and exchanges that GitHub's own descriptions contradict.</summary>
    public IReadOnlyCollection<string> Problems => [.. problems.Distinct(StringComparer.Ordinal)];

    // What breaks here would look like GitHub's own fault, and be tried again.
    private async Task WatchedAsync(HttpContext context)
    {
        try
        {
            await JudgedAsync(context);
        }
        catch (Exception error) when (error is not (IOException or OperationCanceledException))
        {
            problems.Enqueue($"{context.Request.Method} {context.Request.Path}: the fake fails: {error}");
            throw;
        }
    }

    // Before the answer leaves, so that nobody who waited for it comes too early.
    private async Task JudgedAsync(HttpContext context)
    {
        context.Request.EnableBuffering();
        using var written = new MemoryStream();
        var wire = context.Response.Body;
        context.Response.Body = written;
        var isAnswered = await ApiAsync(context);
        context.Response.Body = wire;
        if (!isAnswered)
            return;
        context.Request.Body.Position = 0;
        foreach (var problem in Judge(context, await JsonAsync(context.Request.Body), await JsonAsync(new MemoryStream(written.ToArray()))))
            problems.Enqueue(problem);
        var answer = Distort?.Invoke(context, written.ToArray()) ?? written.ToArray();
        if (answer.Length > 0)
            await wire.WriteAsync(answer);
    }

    private static IEnumerable<string> Judge(HttpContext context, JsonNode? body, JsonNode? answer)
    {
        var path = context.Request.Path;
        if (path == GraphQlPath)
            return context.Response.StatusCode == 200 ? GraphQlJudge.Problems(body, answer) : [];
        if (!path.StartsWithSegments(RestPath, StringComparison.Ordinal, out var rest))
            return [];
        var query = context.Request.Query.SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? "")));
        var exchange = new Exchange(context.Request.Method, rest.Value!, body, context.Response.StatusCode, answer) { Query = [.. query] };
        return ApiDescription.All.SelectMany(description => description.Problems(exchange));
    }

    private void AssertNoProblems() => Assert.True(problems.IsEmpty, $"The real GitHub does otherwise:\n{string.Join('\n', Problems)}");

    // What is no JSON is a text, which no schema takes.
    private static async Task<JsonNode?> JsonAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var text = await reader.ReadToEndAsync();
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
