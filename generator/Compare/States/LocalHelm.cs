using System.Collections.Concurrent;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Files;
using GitOpsGen.Load;
using GitOpsGen.Pipeline;
using GitOpsGen.State;

namespace GitOpsGen.Compare.States;

/// <summary>The Helm that a render would take, if it is on this machine, with what it has inflated already.</summary>
/// <param name="root">Of the repository whose gitopsgen.yaml may name a Helm.</param>
public sealed class LocalHelm(string root, ToolTrust trust, ScratchFolder scratch, IProgress progress)
{
    private readonly ConcurrentDictionary<string, (string File, string Why)> made = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Inflation> wanted = new(StringComparer.Ordinal);
    private Task<Engine?>? helm;
    private InflationCache? cache;

    public async Task<bool> IsThereAsync(CancellationToken cancellation) => await (helm ??= FindAsync(cancellation)) is not null;

    /// <summary>Remembers what is to be inflated, once for all who want the same.</summary>
    public async Task<string> QueueAsync(ChartRelease release, ChartAtHand chart, CancellationToken cancellation)
    {
        var key = new ChartInflater((await helm!)!, cache!, new DiagnosticBag()).Key(release, chart);
        cancellation.ThrowIfCancellationRequested();
        wanted.TryAdd(key, new Inflation(release, chart));
        return key;
    }

    public async Task InflateAsync(IEnumerable<string> keys, CancellationToken cancellation)
    {
        var all = keys.Distinct(StringComparer.Ordinal).ToList();
        if (all.Count == 0)
            return;
        progress.Begin("inflating charts", all.Count);
        await Parallel.ForEachAsync(
            all,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
            async (key, cancel) =>
            {
                made[key] = await OneAsync(key, cancel);
                progress.Step(wanted[key].Release.Unit);
            }
        );
    }

    /// <summary>Why it could not be inflated; empty when it was.</summary>
    public string Why(string key) => made[key].Why;

    /// <summary>What the chart makes; nothing for no key.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(string? key, CancellationToken cancellation)
    {
        if (key is null)
            return default;
        try
        {
            return await File.ReadAllBytesAsync(made[key].File, cancellation);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // A render that ends meanwhile throws away what it had no use for.
            return await File.ReadAllBytesAsync((await OneAsync(key, cancellation)).File, cancellation);
        }
    }

    private async Task<(string File, string Why)> OneAsync(string key, CancellationToken cancellation)
    {
        var (release, chart) = wanted[key];
        var problems = new DiagnosticBag();
        try
        {
            if (await new ChartInflater((await helm!)!, cache!, problems).SettleAsync(key, release, chart, cancellation) is { } inflated)
                return (inflated.File, "");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ("", FileErrors.Reason(error));
        }

        return ("", problems.Sorted() is [var first, ..] ? first.Message.TrimEnd('.') : $"Helm cannot template {release.Unit}");
    }

    // What a render made is taken; a comparison leaves nothing behind.
    private Task<Engine?> FindAsync(CancellationToken cancellation)
    {
        var files = new FileTree(root);
        var state = StateFolder.Of(files.Root);
        cache = new InflationCache(Path.Join(state.Cache, "inflated"), scratch.New("inflated"));
        if (new Descriptions(files, new DiagnosticBag()).Settings() is not { } settings)
            return Task.FromResult<Engine?>(null);
        return new EngineFinder(
            files,
            new EngineCache(state.IsSound ? Path.Join(state.Cache, "engines") : null, isKept: false),
            offline: true,
            trust,
            progress.Tell
        ).HelmAsync(settings.Helm, new DiagnosticBag(), cancellation);
    }
}
