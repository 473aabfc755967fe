using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Processes;

namespace GitOpsGen.Engines.Helm;

/// <summary>Runs <c>helm pull</c>, which knows credentials, authorities and proxies.</summary>
public sealed class ChartPuller(Engine helm)
{
    private Task<JsonArray>? repositories;

    /// <summary>How long a server may take. Helm itself waits for ever for a registry that accepts and says nothing.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Pulls into <paramref name="folder"/>, which is empty and the run's own.</summary>
    /// <param name="authority">Absolute path of the certificates of a private authority.</param>
    /// <returns>The .tgz, or why there is none.</returns>
    public async Task<(string? File, string Failure)> PullAsync(
        Chart chart,
        string? authority,
        string folder,
        CancellationToken cancellation
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeLimit);
        try
        {
            return await PullInTimeAsync(chart, authority, folder, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, $"the server did not answer within {TimeLimit.TotalSeconds:0} seconds.");
        }
    }

    private async Task<(string? File, string Failure)> PullInTimeAsync(
        Chart chart,
        string? authority,
        string folder,
        CancellationToken cancellation
    )
    {
        var known = chart.IsOci ? null : await KnownAsAsync(chart.Repository!, cancellation);
        if (known is not null && await UpdateAsync(known, folder, cancellation) is { } trouble)
            return (null, trouble);
        var result = await RunAsync(Arguments(chart, known, authority, folder), folder, cancellation);
        var file = Directory.EnumerateFiles(folder, "*.tgz").Order(StringComparer.Ordinal).FirstOrDefault();
        if (!result.Succeeded || file is null)
            return (null, Said(result));
        return ChartMetadata.Of(file) is null ? (null, "what the server sent is no chart.") : (file, "");
    }

    // Helm 3 calls an update that failed a success, and both tell the reason on stdout among other talk.
    private async Task<string?> UpdateAsync(string known, string folder, CancellationToken cancellation)
    {
        var result = await RunAsync(["repo", "update", known], folder, cancellation);
        if (result.Succeeded && File.Exists(Path.Join(folder, "repository", $"{known}-index.yaml")))
            return null;
        var reason = result
            .Text.Split('\n')
            .Where(line =>
                !line.StartsWith("Hang tight", StringComparison.Ordinal) && !line.StartsWith("Update Complete", StringComparison.Ordinal)
            );
        return Said(result with { Error = string.Join('\n', reason.Append(result.Error)) });
    }

    // Helm's own caches stay out of it: what is pulled is what the server has now, and runs do not meet in them.
    private Task<CommandResult> RunAsync(IEnumerable<string> arguments, string folder, CancellationToken cancellation)
    {
        var command = helm.Fetch(folder, arguments);
        var environment = command
            .Environment.SetItem("HELM_REPOSITORY_CACHE", Path.Join(folder, "repository"))
            .SetItem("HELM_CONTENT_CACHE", Path.Join(folder, "content"));
        return ProcessRunner.RunAsync(command with { Environment = environment }, cancellation);
    }

    private static string Said(CommandResult result) => $"helm says: {result.Message.TrimEnd('.')}.";

    private static IEnumerable<string> Arguments(Chart chart, string? known, string? authority, string folder)
    {
        yield return "pull";
        yield return chart.IsOci ? $"{chart.Repository}/{chart.Name}"
        : known is not null ? $"{known}/{chart.Name}"
        : chart.Name;
        if (chart is { IsOci: true, PlainHttp: true })
            yield return "--plain-http";
        if (!chart.IsOci && known is null)
        {
            yield return "--repo";
            yield return chart.Repository!;
        }

        yield return "--version";
        yield return chart.Version;
        yield return "--destination";
        yield return folder;
        if (authority is null)
            yield break;
        yield return "--ca-file";
        yield return authority;
    }

    // A repository that the person has added to Helm (`helm repo add`) is pulled from by its name there: only so does Helm use the
    // credentials and certificates that it keeps for it.
    private async Task<string?> KnownAsAsync(string repository, CancellationToken cancellation)
    {
        repositories ??= ListAsync(cancellation);
        return (await repositories)
            .OfType<JsonObject>()
            .Where(entry => Plain((string?)entry["url"] ?? "") == Plain(repository))
            .Select(entry => (string?)entry["name"])
            .FirstOrDefault();
    }

    private async Task<JsonArray> ListAsync(CancellationToken cancellation)
    {
        var result = await ProcessRunner.RunAsync(helm.Fetch(Path.GetTempPath(), "repo", "list", "--output", "json"), cancellation);
        try
        {
            return result.Succeeded ? JsonNode.Parse(result.Output.Span) as JsonArray ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string Plain(string url) => Secrets.Hide(url).Replace("://***@", "://", StringComparison.Ordinal).TrimEnd('/');
}
