using System.Collections.Concurrent;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Load;
using GitOpsGen.State;

namespace GitOpsGen.Engines.Helm;

/// <summary>A chart that is at hand: what Helm is given, and the digest that stands for its content.</summary>
/// <param name="Path">Absolute path of a .tgz or a folder.</param>
/// <param name="Digest">SHA-256 of the .tgz, or of all files of the folder.</param>
/// <param name="Title">Name and version, as its Chart.yaml has them.</param>
public sealed record ChartAtHand(string Path, string Digest, string Title);

/// <summary>
/// Brings charts to hand: from the app's folder, from the cache by digest, else by <c>helm pull</c>. What does not have the pinned
/// digest is never used.
/// </summary>
/// <param name="puller">Null when nothing may be pulled.</param>
public sealed class ChartStore(FileIndex index, ChartPuller? puller, bool offline, Action<string> tell, DiagnosticBag diagnostics)
{
    private readonly ConcurrentDictionary<string, Lazy<ChartAtHand?>> here = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<Pull>>> pulls = new(StringComparer.Ordinal);

    public static string Describe(Chart chart) => chart.Path ?? $"{chart.Repository}/{chart.Name} {chart.Version}";

    /// <summary>The chart if no network is needed for it. A wrong digest or version is reported.</summary>
    public ChartAtHand? AtHand(AppSource source) =>
        here.GetOrAdd(
            source.Directory,
            _ => new Lazy<ChartAtHand?>(() => source.App.Chart!.Path is { } path ? InApp(source, path) : InCache(source))
        ).Value;

    /// <summary>The chart, pulled if need be; null with a diagnostic when it cannot be had.</summary>
    public async Task<ChartAtHand?> GetAsync(AppSource source, CancellationToken cancellation)
    {
        var chart = source.App.Chart!;
        if (AtHand(source) is { } known)
            return known;
        if (chart.Path is not null)
            return null;
        if (offline || puller is null)
        {
            diagnostics.Add(
                Messages.ChartNotAtHand(
                    chart.At,
                    Describe(chart),
                    "it is not in the cache, and --offline forbids pulling it. Run once without --offline, or put the chart "
                        + "into the app and name it with chart.path."
                )
            );
            return null;
        }

        var authority = chart.CaFile is { } file ? index.Files.Absolute($"{source.Directory}/{file}") : null;
        var key = $"{Describe(chart)}\0{chart.PlainHttp}\0{(authority is null ? "" : index.Sha256($"{source.Directory}/{chart.CaFile}"))}";
        var pull = await pulls.GetOrAdd(key, _ => new Lazy<Task<Pull>>(() => PullAsync(chart, authority, cancellation))).Value;
        if (pull.Failure is not null)
            diagnostics.Add(
                Messages.ChartNotAtHand(
                    chart.At,
                    Describe(chart),
                    $"{pull.Failure} Check the repository, its credentials (`helm repo add`, `helm registry login`) and the "
                        + "proxy; or put the chart into the app and name it with chart.path."
                )
            );
        else if (chart.Digest is { } pinned && pinned != pull.Digest)
            diagnostics.Add(Messages.ChartDigest(chart.At, Describe(chart), pinned, pull.Digest));
        else
            return Kept(source, pull);
        return null;
    }

    // One pull for all who want the same, whoever they are: a release and its head, ten environments.
    private sealed record Pull(string File, string Digest, string? Failure);

    private async Task<Pull> PullAsync(Chart chart, string? authority, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("gitopsgen-chart-").FullName;
        try
        {
            tell($"pulling the chart {Describe(chart)}.");
            var (file, failure) = await puller!.PullAsync(chart, authority, folder, cancellation);
            if (file is null)
                return new Pull("", "", failure);
            var digest = Digest.OfFile(file);
            return new Pull(ChartCache.Keep(file, digest), digest, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var reason = $"{UserCache.Root} cannot be written ({FileErrors.Reason(error)}); name a folder that can with GITOPSGEN_CACHE.";
            return new Pull("", "", reason);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private ChartAtHand? Kept(AppSource source, Pull pull)
    {
        ChartCache.Remember(source.App.Chart!, pull.Digest);
        return Checked(source, pull.File, pull.Digest);
    }

    private ChartAtHand? InCache(AppSource source) =>
        ChartCache.Find(source.App.Chart!) is var (file, digest) ? Checked(source, file, digest) : null;

    private ChartAtHand? Checked(AppSource source, string file, string digest)
    {
        var chart = source.App.Chart!;
        if (chart.Digest is null)
            diagnostics.Add(
                Messages.ChartDigestMissing(chart.At, Describe(chart), digest, source.Release is null ? null : source.App.Name)
            );
        return WithVersion(chart, file, digest);
    }

    private ChartAtHand? InApp(AppSource source, string path)
    {
        var chart = source.App.Chart!;
        var inRepository = $"{source.Directory}/{path}";
        var isFolder = index.Files.DirectoryExists(inRepository);
        var needed = isFolder ? $"{inRepository}/Chart.yaml" : inRepository;
        if (index.Files.LinkOnTheWay(needed) is { } link)
            diagnostics.Add(Messages.SymbolicLink(chart.At, link));
        else if (index.Sha256(needed) is not { } digest)
            diagnostics.Add(Messages.FileMissing(chart.At, needed, null));
        else if (isFolder && chart.Digest is not null)
            diagnostics.Add(Messages.DigestOfFolder(chart.At, path));
        else if (isFolder)
            return WithVersion(chart, index.Files.Absolute(inRepository), index.TreeDigest(inRepository, diagnostics));
        else if (source.App.Delivery == Delivery.Helm)
            diagnostics.Add(Messages.PackedChartInGit(chart.At, path));
        else if (chart.Digest is { } pinned && pinned != digest)
            diagnostics.Add(Messages.ChartDigest(chart.At, path, pinned, digest));
        else
            return WithVersion(chart, index.Files.Absolute(inRepository), digest);
        return null;
    }

    private ChartAtHand? WithVersion(Chart chart, string file, string digest)
    {
        var metadata = ChartMetadata.Of(file);
        if (metadata is null)
            diagnostics.Add(
                Messages.ChartNotAtHand(chart.At, Describe(chart), "it is no chart: there is no Chart.yaml with name and version in it.")
            );
        else if (!metadata.Is(chart.Version))
            diagnostics.Add(Messages.ChartVersion(chart.At, Describe(chart), chart.Version, metadata.Version));
        else if (new ChartContents(chart.At, Describe(chart), diagnostics).Check(file))
            return new ChartAtHand(file, digest, $"{metadata.Name} {metadata.Version}");
        return null;
    }
}
