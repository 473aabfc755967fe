using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Files;
using GitOpsGen.Load;
using GitOpsGen.Processes;

namespace GitOpsGen.Doctor;

/// <summary>Looks at the programs that the tool runs. Nothing is downloaded and nothing remembered.</summary>
public sealed partial class ToolChecks(FileTree files, bool isOnline, ToolTrust trust)
{
    private const string Area = "tools";

    // What the repository's own tests run with.
    private const string LeastGit = ">=2.39";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(15);

    private readonly EngineFinder finder = new(files, new EngineCache(null, isKept: false), offline: true, trust, _ => { });

    private readonly SearchPath path = trust.Path(files.Root);

    public async Task<Finding> KustomizeAsync(ToolSettings settings, CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticBag();
        var engine = await finder.KustomizeAsync(settings, diagnostics, cancellation);
        return engine is null
            ? await MissingAsync(
                "kustomize",
                "Install kustomize 5.5 or later, or kubectl 1.32 or later, which has it built in",
                settings,
                PinnedReleases.Kustomize,
                diagnostics,
                isNeeded: true,
                cancellation
            )
            : Found(engine, settings, diagnostics);
    }

    /// <param name="isNeeded">A render of this fleet runs helm.</param>
    /// <param name="why">Or why not.</param>
    public async Task<Finding> HelmAsync(ToolSettings settings, bool isNeeded, string why, CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticBag();
        var engine = await finder.HelmAsync(settings, diagnostics, cancellation);
        if (engine is not null)
            return Found(engine, settings, diagnostics);
        var finding = await MissingAsync(
            "helm",
            "Install helm 3.17 or later, or 4",
            settings,
            PinnedReleases.Helm,
            diagnostics,
            isNeeded,
            cancellation
        );
        return finding with { Found = $"{finding.Found}; {why}" };
    }

    public async Task<Finding> KubectlAsync(CancellationToken cancellation) =>
        await ProgramAsync(
            "kubectl",
            ["version", "--client", "--output=json"],
            text => JsonDocument.Parse(text).RootElement.GetProperty("clientVersion").GetProperty("gitVersion").GetString(),
            "A render does without it; it has Kustomize built in, and scripts/bootstrap runs it.",
            null,
            cancellation
        );

    public async Task<Finding> GitAsync(CancellationToken cancellation) =>
        await ProgramAsync(
            "git",
            ["--version"],
            text => Version().Match(text).Groups[1].Value,
            "A render does without it; install it to commit what was rendered.",
            LeastGit,
            cancellation
        );

    private async Task<Finding> ProgramAsync(
        string name,
        string[] arguments,
        Func<string, string?> versionOf,
        string use,
        string? range,
        CancellationToken cancellation
    )
    {
        if (path.Find(name) is not { } program)
            return new Finding(Area, name, Health.Note, "not on PATH", use) { Data = Data(null, null, null, null) };
        try
        {
            var version = versionOf(
                (
                    await ProcessRunner.RunAsync(
                        new Command(program, arguments) { Limits = ProcessLimits.Talk with { Time = TimeLimit } },
                        cancellation
                    )
                ).Text
            );
            var fits = range is null || version is null ? (bool?)null : VersionRange.Parse(range)!.Contains(version);
            return new Finding(
                Area,
                name,
                fits == false ? Health.Note : Health.Ok,
                $"{version ?? "version unknown"}, {program}",
                fits == false ? $"It was tried with {range}: install a later one." : null
            )
            {
                Data = Data(program, version, range, fits),
            };
        }
        catch (Exception error) when (error is FileNotFoundException or JsonException or KeyNotFoundException)
        {
            return new Finding(Area, name, Health.Note, $"{program} does not work", use) { Data = Data(program, null, null, null) };
        }
    }

    private static Finding Found(Engine engine, ToolSettings settings, DiagnosticBag diagnostics)
    {
        var program = string.Join(' ', engine.Prefix.Prepend(engine.Program));
        var wants = settings.Version is { } range
            ? $"; the fleet wants {range}{(engine.Version is null ? ", and whether it fits cannot be told" : "")}"
            : "";
        return new Finding(
            Area,
            engine.Name,
            Health.Ok,
            $"{engine.Version ?? "does not tell its version"}, {program}{wants}",
            Warned(diagnostics)
        )
        {
            Data = Data(program, engine.Version, settings.Version, engine.Version is null || settings.Version is null ? null : true),
        };
    }

    // What was passed over on the way is said, too.
    private static string? Warned(DiagnosticBag diagnostics) =>
        string.Join(' ', diagnostics.Sorted().Where(item => item.Severity == Severity.Warning).Select(item => item.Message))
            is { Length: > 0 } text
            ? text
            : null;

    private async Task<Finding> MissingAsync(
        string name,
        string install,
        ToolSettings settings,
        PinnedRelease release,
        DiagnosticBag diagnostics,
        bool isNeeded,
        CancellationToken cancellation
    )
    {
        var bad = isNeeded ? Health.Problem : Health.Note;
        // A version that does not fit, a path that is wrong, a range that is none: the fleet file is to be mended.
        if (settings.Path is not null || diagnostics.Sorted().Any(item => item.Code != "GOG090"))
            return new Finding(
                Area,
                name,
                bad,
                "does not fit the fleet",
                string.Join(' ', diagnostics.Sorted().Select(item => item.Message))
            )
            {
                Data = Data(settings.Path, null, settings.Version, false),
            };
        var download = release.Archives.ContainsKey(PinnedRelease.Platform) ? new Uri(release.Url) : null;
        var reach =
            download is null ? "there is no pinned download for this platform"
            : !isOnline ? $"a render without --offline would try to download {name} {release.Version} from {download.Host}"
            : await Network.AnswersAsync(download, TimeLimit, cancellation) is { } failure ? $"{download.Host} does not answer ({failure})"
            : null;
        return new Finding(
            Area,
            name,
            reach is null ? Health.Note : bad,
            reach is null
                ? $"not found, but a render can download {name} {release.Version} from {download!.Host}"
                : $"{(path.Find(name) is { } broken ? $"{broken} does not work" : "not found")}; {reach}",
            $"{install}, or name the program in gitopsgen.yaml as tools.{name}.path."
        )
        {
            Data = Data(null, null, settings.Version, null),
        };
    }

    private static JsonObject Data(string? path, string? version, string? wanted, bool? fits) =>
        new()
        {
            ["path"] = path,
            ["version"] = version,
            ["wanted"] = wanted,
            ["fits"] = fits,
        };

    [GeneratedRegex(@"(\d+\.\d+(?:\.\d+)?)", RegexOptions.NonBacktracking)]
    private static partial Regex Version();
}
