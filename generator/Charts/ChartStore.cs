using System.Collections.Concurrent;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Files;
using GitOpsGen.Load;
using GitOpsGen.Processes;

namespace GitOpsGen.Charts;

/// <summary>A chart that is at hand: what Helm is given, and the digest that stands for its content.</summary>
/// <param name="Path">Absolute path of a .tgz or a folder.</param>
/// <param name="Digest">SHA-256 of the .tgz, or of all files of the folder.</param>
public sealed record ChartAtHand(string Path, string Digest);

/// <summary>
/// Brings charts to hand: from the app's folder, from the cache by digest, else by <c>helm pull</c>, which knows credentials,
/// authorities and proxies. What does not have the pinned digest is never used.
/// </summary>
public sealed class ChartStore(FileIndex index, Engine? helm, bool offline, DiagnosticBag diagnostics)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ChartAtHand?>>> pulls = new(StringComparer.Ordinal);

    private static string Folder => System.IO.Path.Join(UserCache.Root, "charts");

    public static string Describe(Chart chart) => chart.Path ?? $"{chart.Repository}/{chart.Name} {chart.Version}";

    /// <summary>The chart if no network is needed for it. A wrong digest is reported.</summary>
    public ChartAtHand? AtHand(AppSource source)
    {
        var chart = source.App.Chart!;
        if (chart.Path is { } path) return FromFolder(source, chart, path);
        var digest = chart.Digest ?? RememberedDigest(chart);
        var file = digest is null ? null : System.IO.Path.Join(Folder, $"{digest}.tgz");
        return file is not null && File.Exists(file) && Digest.OfFile(file) == digest ? new ChartAtHand(file, digest!) : null;
    }

    /// <summary>The chart, pulled if need be; null with a diagnostic when it cannot be had.</summary>
    public Task<ChartAtHand?> GetAsync(AppSource source, CancellationToken cancellation)
    {
        var chart = source.App.Chart!;
        return pulls.GetOrAdd($"{source.Directory}\0{chart.Path}\0{Key(chart)}\0{chart.Digest}", _ => new Lazy<Task<ChartAtHand?>>(() => GetOnceAsync(source, chart, cancellation))).Value;
    }

    private async Task<ChartAtHand?> GetOnceAsync(AppSource source, Chart chart, CancellationToken cancellation)
    {
        if (AtHand(source) is { } here)
        {
            if (chart.Path is null && chart.Digest is null) diagnostics.Add(Messages.ChartDigestMissing(chart.At, Describe(chart), here.Digest));
            return here;
        }

        if (chart.Path is not null) return null;
        if (offline)
        {
            diagnostics.Add(Messages.ChartNotAtHand(chart.At, Describe(chart), "it is not in the cache, and --offline forbids pulling it. Run once without --offline, or put the chart into the app and name it with chart.path."));
            return null;
        }

        return helm is null ? null : await PullAsync(source, chart, cancellation);
    }

    private ChartAtHand? FromFolder(AppSource source, Chart chart, string path)
    {
        var inRepository = $"{source.Directory}/{path}";
        string digest;
        if (index.Files.DirectoryExists(inRepository))
        {
            if (!index.Files.FileExists($"{inRepository}/Chart.yaml")) diagnostics.Add(Messages.FileMissing(chart.At, $"{inRepository}/Chart.yaml", null));
            digest = index.TreeDigest(inRepository, diagnostics);
        }
        else if (index.Sha256(inRepository) is { } file)
        {
            digest = file;
            if (chart.Digest is { } pinned && pinned != file) diagnostics.Add(Messages.ChartDigest(chart.At, path, pinned, file));
        }
        else
        {
            diagnostics.Add(Messages.FileMissing(chart.At, inRepository, null));
            return null;
        }

        return diagnostics.HasErrors ? null : new ChartAtHand(index.Files.Absolute(inRepository), digest);
    }

    private async Task<ChartAtHand?> PullAsync(AppSource source, Chart chart, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("gitopsgen-chart-").FullName;
        try
        {
            var result = await ProcessRunner.RunAsync(helm!.Run(PullArguments(source, chart, folder)), cancellation);
            var file = Directory.EnumerateFiles(folder, "*.tgz").Order(StringComparer.Ordinal).FirstOrDefault();
            if (!result.Succeeded || file is null)
            {
                diagnostics.Add(Messages.ChartNotAtHand(chart.At, Describe(chart), $"helm pull failed: {result.Message} Check the repository, its credentials (`helm registry login`, HELM_REPOSITORY_CONFIG) and the proxy; or put the chart into the app and name it with chart.path."));
                return null;
            }

            var digest = Digest.OfFile(file);
            if (chart.Digest is { } pinned && pinned != digest)
            {
                diagnostics.Add(Messages.ChartDigest(chart.At, Describe(chart), pinned, digest));
                return null;
            }

            if (chart.Digest is null) diagnostics.Add(Messages.ChartDigestMissing(chart.At, Describe(chart), digest));
            return Keep(chart, file, digest);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private IEnumerable<string> PullArguments(AppSource source, Chart chart, string folder)
    {
        yield return "pull";
        if (chart.IsOci)
        {
            yield return $"{chart.Repository}/{chart.Name}";
            if (chart.PlainHttp) yield return "--plain-http";
        }
        else
        {
            yield return chart.Name;
            yield return "--repo";
            yield return chart.Repository!;
        }

        yield return "--version";
        yield return chart.Version;
        yield return "--destination";
        yield return folder;
        if (chart.CaFile is not { } authority) yield break;
        yield return "--ca-file";
        yield return index.Files.Absolute($"{source.Directory}/{authority}");
    }

    private static ChartAtHand Keep(Chart chart, string file, string digest)
    {
        Directory.CreateDirectory(Folder);
        var kept = System.IO.Path.Join(Folder, $"{digest}.tgz");
        var temporary = $"{kept}.{Environment.ProcessId}";
        File.Copy(file, temporary, overwrite: true);
        File.Move(temporary, kept, overwrite: true);
        File.WriteAllText(Remembered(chart), digest);
        return new ChartAtHand(kept, digest);
    }

    // A chart without a pinned digest is found again by its repository, name and version.
    private static string? RememberedDigest(Chart chart) =>
        File.Exists(Remembered(chart)) && File.ReadAllText(Remembered(chart)) is { Length: 64 } digest && digest.All(char.IsAsciiHexDigitLower) ? digest : null;

    private static string Remembered(Chart chart) => System.IO.Path.Join(Folder, $"{Digest.OfText(Key(chart))}.digest");

    private static string Key(Chart chart) => $"{chart.Repository}\n{chart.Name}\n{chart.Version}";
}
