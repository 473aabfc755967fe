using System.Collections.Concurrent;
using System.Text;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Render;
using GitOpsGen.State;

namespace GitOpsGen.Engines.Kustomize.Fast;

/// <summary>Looks at what builds read, as it lies in the stage: a folder of a base and a chart once a run.</summary>
public sealed class StagedTraits(Stage stage)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ConcurrentDictionary<string, Lazy<BuildTraits>> known = new(StringComparer.Ordinal);

    /// <param name="folders">Of bases and components, in the repository.</param>
    public BuildTraits Of(Overlay overlay, IEnumerable<string> folders, InflatedChart? chart)
    {
        var inFolders = folders.Select(folder => Known(folder, () => Files(Path.Join(stage.Tree, folder))));
        var inChart = overlay.Unit.InflatesChart && chart is not null ? Known(chart.Sha256, () => Chart(chart.File)) : BuildTraits.None;
        return inFolders.Append(inChart).Aggregate(Of(overlay.Files.Remove(OverlayFolder.ValuesFile)), (sum, more) => sum.With(more));
    }

    private BuildTraits Known(string key, Func<BuildTraits> look) => known.GetOrAdd(key, _ => new Lazy<BuildTraits>(look)).Value;

    private static BuildTraits Files(string folder)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = BuildTraits.None;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            if (Text(file) is { } text)
                texts[Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/')] = text;
            else
                rest = rest.With(BuildTraits.None with { Reasons = PlainReasons.Unreadable, Bytes = new FileInfo(file).Length });
        return rest.With(Of(texts));
    }

    private static BuildTraits Chart(string file) =>
        Text(file) is { } text ? TextTraits.Of(OverlayFolder.ChartFile, text) : BuildTraits.None with { Reasons = PlainReasons.Unreadable };

    private static BuildTraits Of(IReadOnlyDictionary<string, string> texts) =>
        texts
            .Select(file => TextTraits.Of(file.Key, file.Value))
            .Concat(
                texts
                    .Where(file => KustomizationChecks.IsKustomization(file.Key))
                    .Select(file => PatchTraits.Of(file.Key, file.Value, path => texts.GetValueOrDefault(path)))
            )
            .Aggregate(BuildTraits.None, (sum, more) => sum.With(more));

    private static string? Text(string file)
    {
        try
        {
            return Strict.GetString(File.ReadAllBytes(file));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
