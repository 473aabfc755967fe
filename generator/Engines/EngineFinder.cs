using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Load;
using GitOpsGen.Processes;
using NuGetVersion = NuGet.Versioning.NuGetVersion;

namespace GitOpsGen.Engines;

/// <summary>
/// Finds the engines: the path in the fleet file, the program on PATH, <c>kubectl kustomize</c>, the tool's own cache, and last a
/// pinned release that is downloaded, unless <paramref name="offline"/>. The first whose version fits is taken.
/// </summary>
public sealed partial class EngineFinder(FileTree files, EngineCache cache, bool offline, ToolTrust trust, Action<string> tell)
{
    // Whoever asks for a version waits for it; Kustomize and Helm take a moment.
    private static readonly EngineLimits OfProbe = EngineLimits.Default with { Time = TimeSpan.FromSeconds(60) };

    // Programs are tens of megabytes large; each is read once, as long as it is the same file.
    private static readonly ConcurrentDictionary<(string File, FileStamp Stamp), string> Digests = new();

    private readonly SearchPath path = trust.Path(files.Root);
    private readonly SortedDictionary<string, Engine> found = new(StringComparer.Ordinal);

    /// <summary>Those that were asked for and are there, by name.</summary>
    public IReadOnlyList<Engine> Found => [.. found.Values];

    public async Task<Engine?> KustomizeAsync(ToolSettings settings, DiagnosticBag diagnostics, CancellationToken cancellation) =>
        await KeepAsync(FindAsync("kustomize", settings, PinnedReleases.Kustomize, diagnostics, cancellation));

    public async Task<Engine?> HelmAsync(ToolSettings settings, DiagnosticBag diagnostics, CancellationToken cancellation) =>
        await KeepAsync(FindAsync("helm", settings, PinnedReleases.Helm, diagnostics, cancellation));

    /// <summary>Every place where an engine could be, in the order they are tried.</summary>
    public IEnumerable<(string Program, bool IsKubectl)> Candidates(string name, ToolSettings settings, PinnedRelease release)
    {
        if (settings.Path is { } named)
            return [(Path.GetFullPath(named, files.Root), ToolTrust.IsKubectl(named))];
        return new[]
        {
            (path.Find(name), false),
            (name == "kustomize" ? path.Find("kubectl") : null, true),
            (release.CachedProgram(), false),
        }
            .Where(candidate => candidate.Item1 is not null && File.Exists(candidate.Item1))
            .Select(candidate => (candidate.Item1!, candidate.Item2));
    }

    /// <summary>The programs that the fleet file names itself, absolute.</summary>
    public IReadOnlyList<string> Named(FleetSettings settings) =>
        [.. new[] { settings.Kustomize.Path, settings.Helm.Path }.OfType<string>().Select(path => Path.GetFullPath(path, files.Root))];

    private async Task<Engine?> KeepAsync(Task<Engine?> finding)
    {
        if (await finding is not { } engine)
            return null;
        found[engine.Name] = engine;
        return engine;
    }

    private async Task<Engine?> FindAsync(
        string name,
        ToolSettings settings,
        PinnedRelease release,
        DiagnosticBag diagnostics,
        CancellationToken cancellation
    )
    {
        VersionRange? range = null;
        if (settings.Version is { } wanted && (range = VersionRange.Parse(wanted)) is null)
        {
            diagnostics.Add(Messages.BadVersionRange(settings.At, wanted));
            return null;
        }

        WarnOfSkipped(name, settings, diagnostics);
        var refused = new List<string>();
        foreach (var (program, isKubectl) in Candidates(name, settings, release))
        {
            if (!File.Exists(program))
            {
                diagnostics.Add(
                    Messages.EngineMissing(
                        settings.At,
                        name,
                        $"gitopsgen.yaml names '{settings.Path}', which is not there. Correct tools.{name}.path, or remove it."
                    )
                );
                return null;
            }

            if (!MayRun(name, program, settings, release, diagnostics))
                continue;
            var engine = await ProbeAsync(name, program, isKubectl, settings.Limits, cancellation);
            if (engine is null)
                continue;
            if (engine.Version is null || range is null || range.Contains(engine.Version))
            {
                if (engine.Version is null && range is not null)
                    diagnostics.Add(Messages.EngineVersionUnknown(settings.At, program, settings.Version!));
                return engine;
            }

            refused.Add($"{program} {engine.Version}");
        }

        if (!offline && settings.Path is null && await release.DownloadAsync(tell, cancellation) is { } downloaded)
            return await ProbeAsync(name, downloaded, isKubectl: false, settings.Limits, cancellation);
        // Why the one that is named must not run is all there is to say.
        if (settings.Path is not null && refused.Count == 0 && diagnostics.HasErrors)
            return null;
        diagnostics.Add(
            refused.Count > 0
                ? Messages.EngineVersion(settings.At, name, string.Join(", ", refused), settings.Version ?? "")
                : Messages.EngineMissing(settings.At, name, WayOut(name, release))
        );
        return null;
    }

    private string WayOut(string name, PinnedRelease release) =>
        $"it is not on PATH"
        + $"{(name == "kustomize" ? ", nor is kubectl, which has it built in" : "")}, not in the cache, and "
        + $"{(offline ? "--offline forbids downloading it" : release.Failure ?? "there is no pinned download for this platform")}. "
        + $"Install {name} ({(name == "kustomize" ? "5.5 or later; kubectl 1.32 or later will do" : "3.17 or later, or 4")}), or "
        + $"name it in gitopsgen.yaml as tools.{name}.path{(offline ? ", or run once without --offline" : "")}.";

    // Before anything runs.
    private bool MayRun(string name, string program, ToolSettings settings, PinnedRelease release, DiagnosticBag diagnostics)
    {
        var refusal = settings.Path is { } named
            ? trust.Refuses(program, files.Root)
                ? Messages.RepositoryTool(settings.At, name, named)
                : trust.RefusesName(program, name)
                    ? Messages.NotTheEngine(settings.At, name, named)
                    : null
            : trust.Refuses(program, files.Root)
                ? Messages.ToolSkipped(settings.At, name, program)
                : program == release.CachedProgram() && release.WhyNotTrusted() is { } why
                    ? Messages.CachedToolChanged(settings.At, program, why)
                    : null;
        if (refusal is not null)
            diagnostics.Add(refusal);
        return refusal is null;
    }

    private void WarnOfSkipped(string name, ToolSettings settings, DiagnosticBag diagnostics)
    {
        if (settings.Path is null && path.FindSkipped(name) is { } skipped)
            diagnostics.Add(Messages.ToolSkipped(settings.At, name, skipped));
    }

    private async Task<Engine?> ProbeAsync(string name, string program, bool isKubectl, EngineLimits limits, CancellationToken cancellation)
    {
        if (FileStamp.Of(Real(program)) is not { } stamp)
            return null;
        var answer = cache.Get(program, stamp) ?? cache.Put(program, stamp, await AskAsync(name, program, isKubectl, cancellation));
        var (version, identity, sha256) = answer;
        return version == EngineCache.NotWorking
            ? null
            : new Engine(name, program, isKubectl ? ["kustomize"] : [], version.Length == 0 ? null : version, identity)
            {
                Limits = limits,
                Sha256 = sha256,
            };
    }

    private static async Task<EngineAnswer> AskAsync(string name, string program, bool isKubectl, CancellationToken cancellation)
    {
        try
        {
            string[] arguments =
                isKubectl ? ["version", "--client", "--output=json"]
                : name == "helm" ? ["version", "--template", "{{.Version}}"]
                : ["version"];
            var result = await EngineFolder.RunAsync(program, arguments, OfProbe, cancellation);
            if (!result.Succeeded)
                return EngineAnswer.None;
            var text = isKubectl
                ? JsonDocument.Parse(result.Output).RootElement.TryGetProperty("kustomizeVersion", out var kustomize)
                    ? kustomize.GetString() ?? ""
                    : ""
                : result.Text;
            var version =
                Version().Match(text) is { Success: true } match && NuGetVersion.TryParse(match.Groups[1].Value, out _)
                    ? match.Groups[1].Value
                    : "";
            return new EngineAnswer(
                version,
                version.Length > 0 ? $"{name} {version}" : $"{name} sha256:{DigestOf(Real(program))}",
                name == "kustomize" && NativeProgram.Is(Real(program)) ? DigestOf(Real(program)) : ""
            );
        }
        catch (Exception error) when (error is FileNotFoundException or JsonException)
        {
            return EngineAnswer.None;
        }
    }

    private static string DigestOf(string file) =>
        FileStamp.Of(file) is { } stamp ? Digests.GetOrAdd((file, stamp), key => Digest.OfFile(key.File)) : Digest.OfFile(file);

    /// <summary>The file that a program is, behind all links.</summary>
    public static string Real(string program) =>
        File.Exists(program) ? new FileInfo(program).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program : program;

    /// <summary>A program that no file names, wherever it is.</summary>
    public static string? OnPath(string name) => SearchPath.Whole.Find(name);

    [GeneratedRegex(@"v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)", RegexOptions.NonBacktracking)]
    private static partial Regex Version();
}
