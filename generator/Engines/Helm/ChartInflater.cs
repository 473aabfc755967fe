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
    private const string Format = "4";

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
    /// Templates twice and more: a chart that makes passwords or certificates by chance would give another commit at every render.
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
        if (await TwiceAsync(release, chart, cancellation) is not var (made, second) || !IsOnce(made, release))
            return null;
        var first = made.Once(release.Namespace);
        if (second is null || first.Differences(second).ToList() is not { Count: > 0 } differences)
            return cache.Put(key, first.Write(chart.Title));
        var named =
            string.Join(", ", differences.Take(DifferencesShown))
            + (differences.Count > DifferencesShown ? $" and {differences.Count - DifferencesShown} more objects" : "");
        diagnostics.Add(Messages.ChartRandom(release.At, release.Unit, named, ChartOrder.Unsorted(chart.Path), isCommitted));
        // Its objects can be checked all the same, but are not remembered, so that this is said each time.
        return isCommitted ? null : cache.Put($"{key}-random", first.Write(chart.Title));
    }

    // Two equal ones are one object to a cluster; of two different ones the last to be applied would win.
    private bool IsOnce(ChartManifests made, ChartRelease release)
    {
        var isOnce = true;
        foreach (var (name, times, difference) in made.Repeated(release.Namespace))
        {
            diagnostics.Add(
                difference is null
                    ? Messages.ChartRepeats(release.At, release.Unit, release.Chart, name, times)
                    : Messages.ChartContradicts(release.At, release.Unit, release.Chart, name, difference)
            );
            isOnce &= difference is null;
        }

        return isOnce;
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
        var once = first.Once(release.Namespace);
        // What contradicts itself is no answer for a render.
        var isAnswer = second is null && first.Repeated(release.Namespace).All(repeated => repeated.Difference is null);
        var settled = second is null ? once : once.Settled(second);
        return cache.Put(isAnswer ? key : $"{key}-settled", settled.Write(chart.Title));
    }

    /// <summary>One templating, for a trial; null with a diagnostic when Helm refuses it.</summary>
    public async Task<ChartManifests?> OnceAsync(ChartRelease release, ChartAtHand chart, CancellationToken cancellation) =>
        await TemplateAsync(release, chart, cancellation) is { } output ? Read(release, chart, output) : null;

    /// <summary>The second is the first one that makes other objects; null when none does, as often as it pays to ask.</summary>
    public async Task<(ChartManifests First, ChartManifests? Second)?> TwiceAsync(
        ChartRelease release,
        ChartAtHand chart,
        CancellationToken cancellation
    )
    {
        var begin = Stopwatch.GetTimestamp();
        if (await TemplateAsync(release, chart, cancellation) is not { } first || Read(release, chart, first) is not { } manifests)
            return null;
        if (ChartClock.IsAsked(chart.Path) && OneSecond - Stopwatch.GetElapsedTime(begin) is { Ticks: > 0 } rest)
            await Task.Delay(rest, cancellation);
        for (var more = ChartOrder.Templatings(chart.Path); more > 0; more--)
        {
            if (await TemplateAsync(release, chart, cancellation) is not { } second)
                return null;
            if (first == second)
                continue;
            if (Read(release, chart, second) is not { } other)
                return null;
            if (manifests.Differences(other).Any())
                return (manifests, other);
        }

        return (manifests, null);
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

            diagnostics.Add(ChartFailure.Of(result, release, chart, values));
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
            diagnostics.Add(ChartFailure.OfOutput(problem, output, release, chart));
        return null;
    }
}
