using System.Diagnostics;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Render;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Helm;

/// <summary>A chart, templated for a unit.</summary>
/// <param name="File">Absolute path of the manifests, in the cache; they may be gone when the next complete run has ended.</param>
public sealed record InflatedChart(string File, string Sha256, IReadOnlyList<ManifestHeader> Objects);

/// <summary>Runs <c>helm template</c>, as Argo CD does: with CRDs and hooks, without tests.</summary>
public sealed class ChartInflater(Engine helm, InflationCache cache, DiagnosticBag diagnostics)
{
    // Raised when the same chart and values are written differently.
    private const string Format = "3";

    // More would not help anybody to find the cause.
    private const int DifferencesShown = 3;

    // Templates that ask for the time mostly print it in seconds.
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1.05);

    /// <summary>Everything that a templating reads, as one hash: units with the same key get the same objects.</summary>
    public string Key(ChartRelease release, ChartAtHand chart) =>
        Digest.OfText(
            string.Join(
                '\n',
                Format,
                chart.Digest,
                chart.Title,
                release.Name,
                release.Namespace,
                ThreePart(release.KubernetesVersion),
                helm.Identity,
                YamlWriter.Write(release.Values)
            )
        );

    public InflatedChart? Cached(string key) => cache.Get(key);

    /// <summary>
    /// Templates twice: a chart that makes passwords or certificates by chance would give another commit at every render.
    /// </summary>
    /// <param name="isCommitted">What it makes goes into the overlay; else Argo CD inflates it itself.</param>
    public async Task<InflatedChart?> InflateAsync(
        string key,
        ChartRelease release,
        ChartAtHand chart,
        bool isCommitted,
        CancellationToken cancellation
    )
    {
        if (await TwiceAsync(release, chart, cancellation) is not var (first, second))
            return null;
        if (second is null || first.Differences(second).ToList() is not { Count: > 0 } differences)
            return cache.Put(key, first.Write(chart.Title));
        var named =
            string.Join(", ", differences.Take(DifferencesShown))
            + (differences.Count > DifferencesShown ? $" and {differences.Count - DifferencesShown} more objects" : "");
        diagnostics.Add(Messages.ChartRandom(release.At, release.Unit, named, isCommitted));
        // Its objects can be checked all the same, but are not remembered, so that this is said each time.
        return isCommitted ? null : cache.Put($"{key}-random", first.Write(chart.Title));
    }

    /// <summary>
    /// For a comparison: what the chart makes by chance is replaced by <see cref="ChartManifests.ByChance"/>, so that it differs from
    /// nothing.
    /// </summary>
    public async Task<InflatedChart?> SettleAsync(string key, ChartRelease release, ChartAtHand chart, CancellationToken cancellation)
    {
        if ((cache.Get(key) ?? cache.Get($"{key}-settled")) is { } known)
            return known;
        if (await TwiceAsync(release, chart, cancellation) is not var (first, second))
            return null;
        return second is null || !first.Differences(second).Any()
            ? cache.Put(key, first.Write(chart.Title))
            : cache.Put($"{key}-settled", first.Settled(second).Write(chart.Title));
    }

    // The second is null when it is the same, byte by byte, or no YAML, which chance does not do.
    private async Task<(ChartManifests First, ChartManifests? Second)?> TwiceAsync(
        ChartRelease release,
        ChartAtHand chart,
        CancellationToken cancellation
    )
    {
        var begin = Stopwatch.GetTimestamp();
        if (await TemplateAsync(release, chart, cancellation) is not { } first)
            return null;
        if (ChartClock.IsAsked(chart.Path) && OneSecond - Stopwatch.GetElapsedTime(begin) is { Ticks: > 0 } rest)
            await Task.Delay(rest, cancellation);
        if (await TemplateAsync(release, chart, cancellation) is not { } second || Read(release, chart, first) is not { } manifests)
            return null;
        return (manifests, first == second ? null : Read(release, chart, second));
    }

    private async Task<string?> TemplateAsync(ChartRelease release, ChartAtHand chart, CancellationToken cancellation)
    {
        var values = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(values, YamlWriter.Write(release.Values), cancellation);
            string[] arguments =
            [
                "template",
                release.Name,
                chart.Path,
                "--namespace",
                release.Namespace,
                "--kube-version",
                ThreePart(release.KubernetesVersion),
                "--include-crds",
                "--skip-tests",
                "--values",
                values,
            ];
            var result = await helm.RunAsync(arguments, cancellation);
            if (result.Succeeded)
                return result.Text;
            if (result.LimitExceeded is not null)
            {
                diagnostics.Add(helm.Stopped(result, release.At, release.Unit));
                return null;
            }

            var message = result
                .Message.Replace(values, release.ValuesFile, StringComparison.Ordinal)
                .Replace(chart.Path, release.Chart, StringComparison.Ordinal);
            diagnostics.Add(Messages.HelmFailed(release.At, release.Unit, message));
            return null;
        }
        finally
        {
            File.Delete(values);
        }
    }

    // Helm 3 and 4 read 1.33 differently; a chart that asks for 1.33.0 or later must get what the fleet means.
    private static string ThreePart(string version) => version.Count(c => c == '.') == 1 ? version + ".0" : version;

    private ChartManifests? Read(ChartRelease release, ChartAtHand chart, string output)
    {
        var problems = new DiagnosticBag();
        if (ChartManifests.Read(chart.Title, output, problems) is { } manifests)
            return manifests;
        foreach (var problem in problems.Sorted())
            diagnostics.Add(
                Messages.HelmFailed(release.At, release.Unit, $"what the chart makes is not proper YAML: {problem.At} {problem.Message}")
            );
        return null;
    }
}
