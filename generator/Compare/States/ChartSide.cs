using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Pipeline;
using GitOpsGen.State;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.States;

/// <summary>
/// The charts of one side of a comparison, as far as they can be had without the network; or why not, as the end of a sentence.
/// </summary>
public sealed class ChartSide(FleetSide side, ScratchFolder scratch)
{
    private readonly Dictionary<string, (ChartAtHand?, string)> known = new(StringComparer.Ordinal);
    private readonly Dictionary<(string App, string? Release), Chart?> charts = [];
    private readonly Dictionary<string, string?> versions = new(StringComparer.Ordinal);

    public async Task<(ChartAtHand? Chart, string Why)> ChartAsync(ComparedFile unit, HelmSource source, CancellationToken cancellation)
    {
        var declared = source.Path is null ? Declared(unit, source) : null;
        var key = $"{source.Described}\0{declared?.Digest}";
        if (!known.TryGetValue(key, out var chart))
            known[key] = chart = declared is null ? await FolderAsync(source.Path!, cancellation) : Cached(declared);
        return chart;
    }

    /// <summary>The environment's own, or that of the nearest it extends; null when none says it.</summary>
    public string? KubernetesVersion(string environment)
    {
        if (versions.TryGetValue(environment, out var version))
            return version;
        // Where environments extend each other in a circle, this ends it.
        versions[environment] = null;
        var settings = side.Descriptions.Environment(environment);
        version = settings?.KubernetesVersion?.Text;
        foreach (var parent in settings?.Extends.Reverse() ?? [])
            version ??= KubernetesVersion(parent.Text);
        return versions[environment] = version;
    }

    // The app's description names the chart's digest; the Application does not.
    private Chart Declared(ComparedFile unit, HelmSource source)
    {
        var pin = side.Descriptions.Pin(unit.Scope, unit.App)?.Release.Text;
        var release = pin is null or "head" ? null : pin;
        if (!charts.TryGetValue((unit.App, release), out var chart))
            charts[(unit.App, release)] = chart = side.Descriptions.App(unit.App, release)?.Chart;
        return chart is not null && IsOf(source, chart)
            ? chart with
            {
                ReleaseName = source.ReleaseName,
            }
            : Undeclared(source, chart?.At ?? Position.Start(source.Values));
    }

    private static bool IsOf(HelmSource source, Chart chart) =>
        Plain(chart.Repository ?? "") == Plain(source.Repository ?? "") && chart.Name == source.Chart && chart.Version == source.Version;

    // What the Application says is all that is known of it.
    private static Chart Undeclared(HelmSource source, Position at)
    {
        var isAddress = source.Repository?.Contains("://", StringComparison.Ordinal) == true;
        var repository = isAddress ? source.Repository : $"oci://{source.Repository}";
        return new Chart(at, repository, source.Chart!, null, source.Version, null, source.ReleaseName)
        {
            PlainHttp = false,
            CaFile = null,
            Produces = new Produces(at, [], [], []),
        };
    }

    private static string Plain(string repository) =>
        repository.StartsWith("oci://", StringComparison.Ordinal) ? repository["oci://".Length..] : repository;

    private static (ChartAtHand?, string) Cached(Chart chart)
    {
        var described = ChartStore.Describe(chart);
        if (ChartCache.Find(chart) is not var (file, digest))
            return (
                null,
                $"the chart {described} is not in the cache; `gitopsgen render --pull` brings it there, of a state of the fleet "
                    + "that uses this version"
            );
        return ChartMetadata.Of(file) is { } metadata && metadata.Is(chart.Version)
            ? AtHand(chart.At, described, new ChartAtHand(file, digest, Title(metadata)))
            : (null, $"what the cache has as {described} is not that chart");
    }

    // Argo CD takes a chart's folder from git, so this does, too: what is on disk may be another state.
    private async Task<(ChartAtHand?, string)> FolderAsync(string path, CancellationToken cancellation)
    {
        var files = side.Paths.Where(file => file.StartsWith($"{path}/", StringComparison.Ordinal)).ToList();
        if (!side.Has($"{path}/Chart.yaml"))
            return (null, $"there is no {path}/Chart.yaml");
        var folder = scratch.New("chart");
        var digests = new List<KeyValuePair<string, string>>();
        foreach (var file in files)
        {
            // A tree that somebody made by hand may hold such names.
            if (RepositoryPath.Resolve("", file) != file)
                return (null, $"{path} holds a path that no file may have");
            if (await side.ReadAsync(file, cancellation) is not { } content)
                continue;
            var relative = file[(path.Length + 1)..];
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Join(folder, relative))!);
            await File.WriteAllBytesAsync(Path.Join(folder, relative), content, cancellation);
            digests.Add(KeyValuePair.Create(relative, Digest.OfBytes(content.Span)));
        }

        return ChartMetadata.Of(folder) is { } metadata
            ? AtHand(Position.Start($"{path}/Chart.yaml"), path, new ChartAtHand(folder, Digest.OfAll(digests), Title(metadata)))
            : (null, $"{path}/Chart.yaml says neither name nor version");
    }

    private static (ChartAtHand?, string) AtHand(Position at, string name, ChartAtHand chart)
    {
        var findings = new DiagnosticBag();
        return new ChartContents(at, name, findings).Check(chart.Path) ? (chart, "") : (null, findings.Sorted()[0].Message.TrimEnd('.'));
    }

    private static string Title(ChartMetadata chart) => $"{chart.Name} {chart.Version}";
}
