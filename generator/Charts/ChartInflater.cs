using System.Collections.Concurrent;
using System.Text;
using GitOpsGen.Build;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Files;
using GitOpsGen.Plan;
using GitOpsGen.Processes;
using GitOpsGen.Render;
using GitOpsGen.Yaml;

namespace GitOpsGen.Charts;

/// <summary>A chart, templated for a unit.</summary>
/// <param name="File">Absolute path of the manifests, in the cache.</param>
public sealed record InflatedChart(string File, string Sha256, IReadOnlyList<ObjectId> Objects);

/// <summary>
/// Runs <c>helm template</c>. Helm 3 and 4 order and comment their output differently, so the objects are sorted and written our
/// way: the same chart and values give the same bytes with either.
/// </summary>
public sealed class ChartInflater(Engine helm, string cacheFolder, DiagnosticBag diagnostics)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<InflatedChart?>>> inflated = new(StringComparer.Ordinal);

    public Task<InflatedChart?> InflateAsync(Unit unit, ChartAtHand chart, CancellationToken cancellation)
    {
        var values = YamlWriter.Write(unit.Values);
        var key = Digest.OfText(string.Join('\n', chart.Digest, unit.App.Chart!.ReleaseName, unit.App.Namespace, unit.Environment.KubernetesVersion, helm.Identity, values));
        return inflated.GetOrAdd(key, _ => new Lazy<Task<InflatedChart?>>(() => FromCacheOrHelmAsync(unit, chart, values, Path.Join(cacheFolder, $"{key}.yaml"), cancellation))).Value;
    }

    private async Task<InflatedChart?> FromCacheOrHelmAsync(Unit unit, ChartAtHand chart, string values, string file, CancellationToken cancellation)
    {
        if (!File.Exists(file))
        {
            if (await TemplateAsync(unit, chart, values, cancellation) is not { } text) return null;
            Directory.CreateDirectory(cacheFolder);
            var temporary = $"{file}.{Environment.ProcessId}";
            await File.WriteAllTextAsync(temporary, text, cancellation);
            File.Move(temporary, file, overwrite: true);
        }

        var bytes = await File.ReadAllBytesAsync(file, cancellation);
        return new InflatedChart(file, Digest.OfFile(file), ManifestScanner.Scan(bytes));
    }

    private async Task<string?> TemplateAsync(Unit unit, ChartAtHand chart, string values, CancellationToken cancellation)
    {
        var valuesFile = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(valuesFile, values, cancellation);
            var result = await ProcessRunner.RunAsync(
                helm.Run(
                    "template", unit.App.Chart!.ReleaseName, chart.Path,
                    "--namespace", unit.App.Namespace,
                    "--kube-version", ThreePart(unit.Environment.KubernetesVersion),
                    "--include-crds", "--skip-tests",
                    "--values", valuesFile),
                cancellation);
            if (result.Succeeded) return Normalize(unit, result.Text);
            diagnostics.Add(Messages.HelmFailed(unit.App.Chart.At, unit.Name, result.Message.Replace(valuesFile, $"{unit.Directory}/{Overlay.ValuesFile}", StringComparison.Ordinal)));
            return null;
        }
        finally
        {
            File.Delete(valuesFile);
        }
    }

    // Helm refuses 1.33; a chart that asks for 1.33.0 or later must get what the fleet means.
    private static string ThreePart(string version) => version.Count(c => c == '.') == 1 ? version + ".0" : version;

    private string? Normalize(Unit unit, string output)
    {
        var problems = new DiagnosticBag();
        var documents = YamlReader.ReadAll($"{unit.App.Chart!.Name} (helm template)", output, problems, YamlLimits.Generated);
        if (documents is null || problems.HasErrors)
        {
            foreach (var problem in problems.Sorted()) diagnostics.Add(Messages.HelmFailed(unit.App.Chart.At, unit.Name, $"the chart does not make proper YAML: {problem.At} {problem.Message}"));
            return null;
        }

        var objects = documents.OfType<YamlMap>().Where(map => map.Entries.Count > 0).Select(map => (Map: map, Id: Identity(map)))
            .OrderBy(entry => entry.Id, StringComparer.Ordinal).Select(entry => entry.Map);
        return YamlWriter.WriteAll(objects, $"{unit.App.Chart.Name} {unit.App.Chart.Version}, inflated by gitopsgen render. Do not edit.");
    }

    private static string Identity(YamlMap map)
    {
        var key = new StringBuilder();
        foreach (var part in new[] { map.Text("apiVersion"), map.Text("kind"), map.Map("metadata")?.Text("namespace"), map.Map("metadata")?.Text("name") }) key.Append(part).Append('\0');
        return key.ToString();
    }
}
