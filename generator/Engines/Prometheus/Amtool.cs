using GitOpsGen.Load;

namespace GitOpsGen.Engines.Prometheus;

/// <summary>Alertmanager's own tool, which knows what Alertmanager takes and where it sends an alert.</summary>
/// <param name="Program">Absolute path.</param>
public sealed record Amtool(string Program, EngineLimits Limits)
{
    public async Task<ToolAnswer> CheckAsync(IReadOnlyList<string> configurations, CancellationToken cancellation)
    {
        using var folder = new ToolFolder();
        var paths = configurations
            .Select((text, index) => folder.Write($"alertmanager-{index}.yaml", ConfigurationFile.TextOf(text)))
            .ToList();
        var result = await EngineFolder.RunAsync(Program, ["check-config", .. paths], Limits, cancellation);
        return ToolAnswer.Of(result, result.Text, paths.Count, file => $"Checking '{paths[file]}");
    }

    /// <summary>The receivers that an alert with these labels reaches, as the tool joins them; null where it gave no answer.</summary>
    public async Task<string?> RouteAsync(string configuration, IReadOnlyDictionary<string, string> labels, CancellationToken cancellation)
    {
        using var folder = new ToolFolder();
        var file = folder.Write("alertmanager.yaml", ConfigurationFile.TextOf(configuration));
        var result = await EngineFolder.RunAsync(
            Program,
            ["config", "routes", "test", $"--config.file={file}", .. labels.Select(label => $"{label.Key}={Quoted(label.Value)}")],
            Limits,
            cancellation
        );
        return result.Succeeded ? result.Text.Trim() : null;
    }

    private static string Quoted(string value) =>
        $"\"{value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
