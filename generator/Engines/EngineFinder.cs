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
public sealed partial class EngineFinder(FileTree files, EngineCache cache, bool offline, Action<string> tell)
{
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
        if (settings.Path is { } path) return [(Path.GetFullPath(path, files.Root), false)];
        return new[] { (OnPath(name), false), (name == "kustomize" ? OnPath("kubectl") : null, true), (release.CachedProgram(), false) }
            .Where(candidate => candidate.Item1 is not null && File.Exists(candidate.Item1))
            .Select(candidate => (candidate.Item1!, candidate.Item2));
    }

    /// <summary>The programs that the fleet file names itself, absolute.</summary>
    public IReadOnlyList<string> Named(FleetSettings settings) =>
        [.. new[] { settings.Kustomize.Path, settings.Helm.Path }.OfType<string>().Select(path => Path.GetFullPath(path, files.Root))];

    private async Task<Engine?> KeepAsync(Task<Engine?> finding)
    {
        if (await finding is not { } engine) return null;
        found[engine.Name] = engine;
        return engine;
    }

    private async Task<Engine?> FindAsync(string name, ToolSettings settings, PinnedRelease release, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        VersionRange? range = null;
        if (settings.Version is { } wanted && (range = VersionRange.Parse(wanted)) is null)
        {
            diagnostics.Add(Messages.BadVersionRange(settings.At, wanted));
            return null;
        }

        var refused = new List<string>();
        foreach (var (program, isKubectl) in Candidates(name, settings, release))
        {
            if (!File.Exists(program))
            {
                diagnostics.Add(Messages.EngineMissing(settings.At, name, $"gitopsgen.yaml names '{settings.Path}', which is not there. Correct tools.{name}.path, or remove it."));
                return null;
            }

            var engine = await ProbeAsync(name, program, isKubectl, cancellation);
            if (engine is null) continue;
            if (engine.Version is null || range is null || range.Contains(engine.Version))
            {
                if (engine.Version is null && range is not null) diagnostics.Add(Messages.EngineVersionUnknown(settings.At, program, settings.Version!));
                return engine;
            }

            refused.Add($"{program} {engine.Version}");
        }

        if (!offline && settings.Path is null && await release.DownloadAsync(tell, cancellation) is { } downloaded) return await ProbeAsync(name, downloaded, isKubectl: false, cancellation);
        diagnostics.Add(refused.Count > 0
            ? Messages.EngineVersion(settings.At, name, string.Join(", ", refused), settings.Version ?? "")
            : Messages.EngineMissing(settings.At, name, WayOut(name, release)));
        return null;
    }

    private string WayOut(string name, PinnedRelease release) =>
        $"it is not on PATH{(name == "kustomize" ? ", nor is kubectl, which has it built in" : "")}, not in the cache, and {(offline ? "--offline forbids downloading it" : release.Failure ?? "there is no pinned download for this platform")}. "
        + $"Install {name} ({(name == "kustomize" ? "5.5 or later; kubectl 1.32 or later will do" : "3.17 or later, or 4")}), or name it in gitopsgen.yaml as tools.{name}.path{(offline ? ", or run once without --offline" : "")}.";

    private async Task<Engine?> ProbeAsync(string name, string program, bool isKubectl, CancellationToken cancellation)
    {
        if (FileStamp.Of(Real(program)) is not { } stamp) return null;
        var (version, identity) = cache.Get(program, stamp) ?? cache.Put(program, stamp, await AskAsync(name, program, isKubectl, cancellation));
        return version == EngineCache.NotWorking ? null : new Engine(name, program, isKubectl ? ["kustomize"] : [], version.Length == 0 ? null : version, identity);
    }

    private static async Task<(string Version, string Identity)> AskAsync(string name, string program, bool isKubectl, CancellationToken cancellation)
    {
        try
        {
            Command command = isKubectl ? new(program, "version", "--client", "--output=json") : name == "helm" ? new(program, "version", "--template", "{{.Version}}") : new(program, "version");
            var result = await ProcessRunner.RunAsync(command, cancellation);
            if (!result.Succeeded) return (EngineCache.NotWorking, "");
            var text = isKubectl ? JsonDocument.Parse(result.Output).RootElement.TryGetProperty("kustomizeVersion", out var kustomize) ? kustomize.GetString() ?? "" : "" : result.Text;
            var version = Version().Match(text) is { Success: true } match && NuGetVersion.TryParse(match.Groups[1].Value, out _) ? match.Groups[1].Value : "";
            return (version, version.Length > 0 ? $"{name} {version}" : $"{name} sha256:{Digest.OfFile(Real(program))}");
        }
        catch (Exception error) when (error is FileNotFoundException or JsonException)
        {
            return (EngineCache.NotWorking, "");
        }
    }

    /// <summary>The file that a program is, behind all links.</summary>
    public static string Real(string program) => File.Exists(program) ? new FileInfo(program).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program : program;

    public static string? OnPath(string name)
    {
        var extensions = OperatingSystem.IsWindows() ? new[] { ".exe", ".cmd" } : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(directory => extensions.Select(extension => Path.Join(directory, name + extension)))
            .FirstOrDefault(File.Exists);
    }

    [GeneratedRegex(@"v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)", RegexOptions.NonBacktracking)]
    private static partial Regex Version();
}
