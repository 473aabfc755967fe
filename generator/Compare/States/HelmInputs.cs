using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Files;
using GitOpsGen.Pipeline;
using GitOpsGen.Resolve;
using GitOpsGen.State;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.States;

/// <summary>What a unit's chart is inflated with on one side; or why that is not known here, as the end of a sentence.</summary>
public sealed class HelmInputs(FleetSide side, ScratchFolder scratch)
{
    private readonly ChartSide charts = new(side, scratch);

    public async Task<(Inflation? Inflation, string Why)> OfAsync(HelmUnit unit, HelmSource source, CancellationToken cancellation)
    {
        try
        {
            return await ReadAsync(unit, source, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, FileErrors.Reason(error));
        }
    }

    /// <summary>
    /// Equal for two that give the same. The version of Kubernetes is the cluster's own: that the fleet says another is no change of the
    /// chart.
    /// </summary>
    public static string Told(Inflation? inflation) =>
        inflation is (var release, var chart)
            ? string.Join('\n', chart.Digest, release.Name, release.Namespace, YamlWriter.Write(release.Values))
            : "";

    private async Task<(Inflation? Inflation, string Why)> ReadAsync(HelmUnit unit, HelmSource source, CancellationToken cancellation)
    {
        if (source.Beyond.Length > 0)
            return (null, $"its Application says helm.{source.Beyond}, which gitopsgen does not write");
        var (chart, why) = await charts.ChartAsync(unit.File, source, cancellation);
        if (chart is null)
            return (null, why);
        if (await ValuesAsync(side, source, cancellation) is not { } values)
            return (null, $"{source.Values} cannot be read");
        if (charts.KubernetesVersion(unit.File.Scope) is not { } version)
            return (null, $"{unit.File.Scope} does not say its kubernetesVersion");
        return (
            new Inflation(
                new ChartRelease(
                    Position.Start(source.Values),
                    unit.Name,
                    source.Described,
                    source.ReleaseName,
                    source.Namespace,
                    version,
                    source.Values,
                    values
                ),
                chart
            ),
            ""
        );
    }

    /// <summary>What an Application gives a chart; null where that cannot be read.</summary>
    public static async Task<YamlMap?> ValuesAsync(FleetSide side, HelmSource source, CancellationToken cancellation) =>
        await ValuesAsync(side, source.Values, cancellation) is { } values
            ? source.Over.Length > 0
            && YamlReader.ReadAll(source.Values, source.Over, new DiagnosticBag(), YamlLimits.Generated) is [YamlMap over]
                ? Merge.Over(values, over)
                : values
            : null;

    // A file of comments alone gives the chart nothing.
    private static async Task<YamlMap?> ValuesAsync(FleetSide side, string path, CancellationToken cancellation) =>
        await side.MapAsync(path, cancellation)
        ?? (
            (await side.TextAsync(path, cancellation)).Split('\n').All(line => line.Trim().Length == 0 || line[0] == '#') && side.Has(path)
                ? YamlMap.Empty(Position.Start(path))
                : null
        );
}
