using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Files;
using GitOpsGen.Plan;
using GitOpsGen.Processes;
using GitOpsGen.Render;
using GitOpsGen.Yaml;

namespace GitOpsGen.Charts;

/// <summary>A chart, templated for a unit.</summary>
/// <param name="File">Absolute path of the manifests, in the cache; they may be gone when the next complete run has ended.</param>
public sealed record InflatedChart(string File, string Sha256, IReadOnlyList<ObjectId> Objects);

/// <summary>Runs <c>helm template</c>, as Argo CD does: with CRDs and hooks, without tests.</summary>
public sealed class ChartInflater(Engine helm, InflationCache cache, DiagnosticBag diagnostics)
{
    // Raised when the same chart and values are written differently.
    private const string Format = "2";

    // More would not help anybody to find the cause.
    private const int DifferencesShown = 3;

    /// <summary>Everything that a templating reads, as one hash: units with the same key get the same objects.</summary>
    public string Key(Unit unit, ChartAtHand chart) => Digest.OfText(string.Join(
        '\n', Format, chart.Digest, chart.Title, unit.App.Chart!.ReleaseName, unit.App.Namespace, ThreePart(unit.Environment.KubernetesVersion), helm.Identity, YamlWriter.Write(unit.Values)));

    public InflatedChart? Cached(string key) => cache.Get(key);

    /// <summary>Templates twice: a chart that makes passwords or certificates by chance would give another commit at every render.</summary>
    public async Task<InflatedChart?> InflateAsync(string key, Unit unit, ChartAtHand chart, CancellationToken cancellation)
    {
        if (await TemplateAsync(unit, chart, cancellation) is not { } first || await TemplateAsync(unit, chart, cancellation) is not { } second) return null;
        if (Read(unit, chart, first) is not { } manifests) return null;
        if (first == second || Read(unit, chart, second) is not { } again || manifests.Differences(again).ToList() is not { Count: > 0 } differences) return cache.Put(key, manifests.Write(chart.Title));
        var named = string.Join(", ", differences.Take(DifferencesShown)) + (differences.Count > DifferencesShown ? $" and {differences.Count - DifferencesShown} more objects" : "");
        diagnostics.Add(Messages.ChartRandom(unit.App.Chart!.At, unit.Name, named, unit.InflatesChart));
        // Argo CD inflates the others itself; its objects can be checked all the same, but are not remembered, so that this is said each time.
        return unit.InflatesChart ? null : cache.Put($"{key}-random", manifests.Write(chart.Title));
    }

    private async Task<string?> TemplateAsync(Unit unit, ChartAtHand chart, CancellationToken cancellation)
    {
        var values = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(values, YamlWriter.Write(unit.Values), cancellation);
            var result = await ProcessRunner.RunAsync(
                helm.Run(
                    "template", unit.App.Chart!.ReleaseName, chart.Path,
                    "--namespace", unit.App.Namespace,
                    "--kube-version", ThreePart(unit.Environment.KubernetesVersion),
                    "--include-crds", "--skip-tests",
                    "--values", values),
                cancellation);
            if (result.Succeeded) return result.Text;
            var message = result.Message.Replace(values, $"{unit.Directory}/{Overlay.ValuesFile}", StringComparison.Ordinal).Replace(chart.Path, ChartStore.Describe(unit.App.Chart), StringComparison.Ordinal);
            diagnostics.Add(Messages.HelmFailed(unit.App.Chart.At, unit.Name, message));
            return null;
        }
        finally
        {
            File.Delete(values);
        }
    }

    // Helm 3 and 4 read 1.33 differently; a chart that asks for 1.33.0 or later must get what the fleet means.
    private static string ThreePart(string version) => version.Count(c => c == '.') == 1 ? version + ".0" : version;

    private ChartManifests? Read(Unit unit, ChartAtHand chart, string output)
    {
        var problems = new DiagnosticBag();
        if (ChartManifests.Read(chart.Title, output, problems) is { } manifests) return manifests;
        foreach (var problem in problems.Sorted()) diagnostics.Add(Messages.HelmFailed(unit.App.Chart!.At, unit.Name, $"what the chart makes is not proper YAML: {problem.At} {problem.Message}"));
        return null;
    }
}
