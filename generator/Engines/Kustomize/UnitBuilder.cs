using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Check;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Engines.Kustomize.Fast;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Processes;
using GitOpsGen.Render;
using GitOpsGen.State;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Kustomize;

/// <summary>The manifests of one overlay.</summary>
/// <param name="StagedFile">Where they lie; null when nothing had to be built, because the committed file is still right.</param>
/// <param name="Key">Everything the build read, as one hash.</param>
public sealed record Built(string Key, Overlay Overlay, BuildRecord Record, string? StagedFile, InflatedChart? Chart);

/// <summary>Stage 5: runs the real Kustomize over the overlays, each distinct one once, in parallel, in the scratch folder.</summary>
public sealed class UnitBuilder(
    FileIndex index,
    Stage stage,
    BuildCache cache,
    Engine kustomize,
    KustomizeRuns runs,
    DiagnosticBag diagnostics
)
{
    // Raised when what is built from the same inputs changes.
    private const string Format = "2";

    private readonly ConcurrentDictionary<string, string> trees = new(StringComparer.Ordinal);

    private readonly StagedBases bases = new(index.Files, stage, diagnostics);

    private readonly StagedTraits traits = new(stage);

    // What this run has built, by key: many units ask for the same at once, and the first builds it for all. Null when that failed.
    private readonly ConcurrentDictionary<string, Lazy<Task<string?>>> outputs = new(StringComparer.Ordinal);

    /// <summary>See <see cref="KustomizeRuns.Way"/>.</summary>
    public string Way => runs.Way;

    /// <summary>The manifests of units that are not asked for, because they are right as they lie: by the key of their build.</summary>
    public IReadOnlyDictionary<string, string> Standing { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Everything a build reads, as one hash.</summary>
    public string Key(Overlay overlay, InflatedChart? chart)
    {
        var text = new StringBuilder(Format)
            .Append('\n')
            .Append(kustomize.Identity)
            .Append('\n')
            .Append(overlay.Unit.InflatesChart ? chart?.Sha256 : null)
            .Append('\n');
        foreach (var (path, content) in overlay.Files)
            text.Append(path).Append('\0').Append(content).Append('\0');
        foreach (var folder in overlay.Unit.KustomizeFolders)
            text.Append(folder).Append('\0').Append(trees.GetOrAdd(folder, path => index.TreeDigest(path, diagnostics))).Append('\n');
        return Digest.OfText(text.ToString());
    }

    /// <summary>
    /// Builds the overlays whose key is new or whose manifests are not there. One that fails is reported and left out; the others go on.
    /// </summary>
    /// <param name="inputs">The overlays with their charts; one that Argo CD inflates only serves to check patches.</param>
    /// <param name="begins">Called with the number of units whose manifests are missing, if there are any.</param>
    /// <param name="built">Called for each of them that is finished.</param>
    public async Task<IReadOnlyList<Built>> BuildAsync(
        IReadOnlyList<(Overlay Overlay, InflatedChart? Chart)> inputs,
        HashSet<string> usedKeys,
        Action<int> begins,
        Action<string> built,
        CancellationToken cancellation
    )
    {
        var groups = inputs
            .GroupBy(input => Key(input.Overlay, input.Chart), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);
        usedKeys.UnionWith(groups.Keys);
        var results = new List<Built>();
        // Twice only where the engine turned out to build differently: what was taken or made fast until then is built again.
        for (var open = groups.Keys.ToHashSet(StringComparer.Ordinal); open.Count > 0; )
        {
            results.RemoveAll(result => open.Contains(result.Key));
            results.AddRange(await BuildAsync([.. open.Select(key => Look(key, groups[key]))], begins, built, cancellation));
            open = results.Where(result => !runs.Takes(result.Record.Way)).Select(result => result.Key).ToHashSet(StringComparer.Ordinal);
        }

        return [.. results.OrderBy(result => result.Overlay.Unit.Directory, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyCollection<Built>> BuildAsync(
        IReadOnlyList<Group> groups,
        Action<int> begins,
        Action<string> built,
        CancellationToken cancellation
    )
    {
        var results = new ConcurrentBag<Built>(
            groups.Where(group => group.Missing.Count == 0).SelectMany(group => Results(group, group.Record!, null))
        );
        var toBuild = groups.Where(group => group.Missing.Count > 0).ToList();
        if (toBuild.Count > 0)
            begins(toBuild.Sum(group => group.Missing.Count));
        await runs.ExpectAsync(toBuild.Count, cancellation);
        await Parallel.ForEachAsync(
            toBuild,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
            async (group, cancel) =>
            {
                foreach (var result in await BuildGroupAsync(group, cancel))
                {
                    results.Add(result);
                    if (group.Missing.Contains(result.Overlay))
                        built(result.Overlay.Unit.Name);
                }
            }
        );
        return results;
    }

    /// <summary>
    /// The manifests of an overlay, for whoever judges them: as they lie committed or staged where those are of this key, else built now
    /// and kept only for this run.
    /// </summary>
    /// <returns>Null when the build failed, which is reported.</returns>
    public async Task<ReadOnlyMemory<byte>?> ManifestsAsync(Overlay overlay, CancellationToken cancellation)
    {
        var key = Key(overlay, null);
        if (!outputs.ContainsKey(key) && cache.Get(key) is { } record && index.Sha256(Manifests(overlay)) == record.Sha256)
            return await File.ReadAllBytesAsync(index.Files.Absolute(Manifests(overlay)), cancellation);
        var built = outputs.GetOrAdd(key, _ => new Lazy<Task<string?>>(() => BuildAsync(overlay, cancellation)));
        return await built.Value is { } file ? await File.ReadAllBytesAsync(file, cancellation) : (ReadOnlyMemory<byte>?)null;
    }

    private async Task<string?> BuildAsync(Overlay overlay, CancellationToken cancellation)
    {
        if (await RunAsync([overlay], null, cancellation) is not { } answer)
            return null;
        var file = stage.NewFile();
        await File.WriteAllBytesAsync(file, answer.Result.Output, cancellation);
        return file;
    }

    private Group Look(string key, IReadOnlyList<(Overlay Overlay, InflatedChart? Chart)> units)
    {
        var record = cache.Get(key);
        // What is leaving is built to know what it was; its manifests are not written.
        var missing = units
            .Select(unit => unit.Overlay)
            .Where(overlay =>
                record is null || (overlay.Unit.Deployment.Removal != Removal.Delete && index.Sha256(Manifests(overlay)) != record.Sha256)
            );
        return new Group(key, units, record, missing.ToHashSet<Overlay>(ReferenceEqualityComparer.Instance));
    }

    private async Task<IEnumerable<Built>> BuildGroupAsync(Group group, CancellationToken cancellation)
    {
        // Another unit with the same key may still have its file.
        if (group.Record is { } record && Twins(group).FirstOrDefault(path => index.Sha256(path) == record.Sha256) is { } twin)
            return Results(group, record, index.Files.Absolute(twin));

        var (overlay, chart) = group.Units[0];
        if (await RunAsync([.. group.Units.Select(unit => unit.Overlay)], chart, cancellation) is not { } answer)
            return [];
        var output = answer.Result.Output;
        var objects = ManifestScanner.Scan(output.Span);
        var fit = await CheckAsync(overlay, chart, objects, output, cancellation);
        if (fit == PatchFit.Wrong)
            return [];
        // Only the digest stays in memory: the outputs of a large fleet are hundreds of megabytes.
        var staged = stage.NewFile();
        await File.WriteAllBytesAsync(staged, output, cancellation);
        outputs[group.Key] = new Lazy<Task<string?>>(Task.FromResult<string?>(staged));
        record = new BuildRecord(Digest.OfBytes(output.Span), answer.Way, BuildCache.Reduce(objects.Select(header => header.Id)));
        // What could not be told is asked again at the next run.
        if (fit == PatchFit.Right)
            cache.Put(group.Key, record);
        return Results(group, record, staged);
    }

    private static IEnumerable<Built> Results(Group group, BuildRecord record, string? staged) =>
        group.Units.Select(unit => new Built(
            group.Key,
            unit.Overlay,
            record,
            group.Missing.Contains(unit.Overlay) ? staged : null,
            unit.Chart
        ));

    /// <summary>Builds one of several equal overlays; a failure is reported for each.</summary>
    private async Task<BuildAnswer?> RunAsync(IReadOnlyList<Overlay> equal, InflatedChart? chart, CancellationToken cancellation)
    {
        var overlay = equal[0];
        if (!bases.Bring(overlay.Unit.KustomizeFolders))
            return null;
        var folder = stage.NewOverlay(overlay.Unit.Directory);
        Directory.CreateDirectory(folder);
        foreach (var (path, content) in overlay.Files)
        {
            var file = Path.Join(folder, path);
            if (path.Contains('/', StringComparison.Ordinal))
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, content, cancellation);
        }

        if (overlay.Unit.InflatesChart && chart is not null)
            File.Copy(chart.File, Path.Join(folder, OverlayFolder.ChartFile));
        var answer = await runs.BuildAsync(folder, traits.Of(overlay, overlay.Unit.KustomizeFolders, chart), overlay, cancellation);
        var result = answer.Result;
        if (result.Succeeded)
            return answer;
        if (result.LimitExceeded is not null)
        {
            foreach (var unit in equal.Select(each => each.Unit))
                diagnostics.Add(kustomize.Stopped(result, unit.Deployment.At, unit.Name));
            return null;
        }

        if (overlay.Unselected.IsEmpty || !await LacksMonitoredAsync(equal, chart, cancellation))
            Report(result, equal, folder, overlay.Unit.InflatesChart ? chart?.File : null);
        return null;
    }

    /// <summary>Whether a monitor is for what is not there, which is reported: Kustomize says no more than that it found nothing.</summary>
    private async Task<bool> LacksMonitoredAsync(IReadOnlyList<Overlay> equal, InflatedChart? chart, CancellationToken cancellation)
    {
        var unselected = equal.Select(overlay =>
            overlay with
            {
                Files = overlay.Files.SetItems(overlay.Unselected),
                Unselected = ImmutableSortedDictionary<string, string>.Empty,
            }
        );
        // What fails without it as well is reported there.
        if (await RunAsync([.. unselected], chart, cancellation) is not { } answer)
            return true;
        var objects = PatchChecks.Parse(answer.Result.Output);
        // Each tells its own, so that none is passed over once one is wrong.
        var mistakes = equal
            .Select(overlay => new MonitoringChecks(overlay.Unit, objects, isAll: true, diagnostics).FindMistakes())
            .ToList();
        return mistakes.Contains(true);
    }

    private void Report(CommandResult result, IReadOnlyList<Overlay> equal, string folder, string? chart)
    {
        var unit = equal[0].Unit;
        var inputs = BuildInputs.Of(equal[0], stage.Tree, chart);
        var tree = stage.Tree + Path.DirectorySeparatorChar;
        var words = EngineWords.Of(result, inputs.Secrets(), (folder, unit.Directory), (tree, ""));
        var cause = BuildFailure.Find(words, inputs);
        var isBeyond = unit.App.Delivery == Delivery.Helm && words.Contains("strategic merge patch", StringComparison.Ordinal);
        var hint = isBeyond ? " (With delivery 'helm' a patch does not reach the chart's objects.)" : "";
        foreach (var each in equal.Select(overlay => overlay.Unit))
            diagnostics.Add(
                Messages.KustomizeFailed(
                    cause?.At ?? each.Deployment.At,
                    each.Name,
                    (cause?.Message ?? words.Replace(unit.Directory, each.Directory, StringComparison.Ordinal)) + hint
                )
            );
    }

    private async Task<PatchFit> CheckAsync(
        Overlay overlay,
        InflatedChart? chart,
        IReadOnlyList<ManifestHeader> objects,
        ReadOnlyMemory<byte> output,
        CancellationToken cancellation
    )
    {
        var manifests = new Lazy<Manifests>(() => PatchChecks.Parse(output));
        var unmatched = PatchChecks.WithoutMatch(overlay, objects, manifests).ToList();
        var unsure = PatchChecks.Unsure(overlay, objects, manifests).ToList();
        if (unmatched.Exists(patch => patch.Deletes))
        {
            var unpatched = overlay with { Files = overlay.Files.SetItems(overlay.Unpatched) };
            if (await RunAsync([unpatched], chart, cancellation) is not { Result.Output: var before })
                return PatchFit.Wrong;
            var (there, all) = (ManifestScanner.Scan(before.Span), new Lazy<Manifests>(() => PatchChecks.Parse(before)));
            unsure.AddRange(PatchChecks.Unsure(overlay, there, all).Where(unmatched.Contains));
            var never = PatchChecks.WithoutMatch(overlay, there, all).ToHashSet();
            unmatched.RemoveAll(patch => patch.Deletes && !never.Contains(patch));
        }

        return LacksMonitored(overlay, chart, manifests)
            ? PatchFit.Wrong
            : PatchChecks.Report(overlay, unmatched, unsure, chart, diagnostics);
    }

    private bool LacksMonitored(Overlay overlay, InflatedChart? chart, Lazy<Manifests> manifests)
    {
        if (overlay.Unit.Deployment.Monitoring is null)
            return false;
        var isElsewhere = overlay.Unit.App is { Delivery: Delivery.Helm, Chart: not null };
        var objects = isElsewhere && chart is not null ? manifests.Value.With(PatchChecks.OfChart(chart)) : manifests.Value;
        return new MonitoringChecks(overlay.Unit, objects, !isElsewhere || chart is not null, diagnostics).FindMistakes();
    }

    private IEnumerable<string> Twins(Group group)
    {
        var asked = group.Units.Select(unit => Manifests(unit.Overlay));
        return Standing.TryGetValue(group.Key, out var standing) ? asked.Append(standing) : asked;
    }

    private static string Manifests(Overlay overlay) => overlay.Unit.Folder.Manifests;

    /// <summary>Equal overlays, and those among them whose manifests are not there.</summary>
    private sealed record Group(
        string Key,
        IReadOnlyList<(Overlay Overlay, InflatedChart? Chart)> Units,
        BuildRecord? Record,
        HashSet<Overlay> Missing
    );
}
