using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Pipeline;
using GitOpsGen.Plan;
using GitOpsGen.Validate;
using GitOpsGen.Validate.Inputs;
using GitOpsGen.Wiring;

namespace GitOpsGen.Cli.Wiring;

/// <summary>The maps of what was asked for, and what was wrong with reading it.</summary>
internal sealed record WiringReport(ImmutableArray<WiringMap> Maps, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Brings the manifests: of paths, or of a fleet as it would be rendered. Writes nothing.</summary>
internal sealed class WiringInputs(ToolTrust trust, bool isOffline, IProgress progress)
{
    /// <summary>All paths are one cluster.</summary>
    public static WiringReport OfPaths(IReadOnlyList<string> paths, bool isPart, CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticBag();
        var inputs = new ManifestInputs(Console.OpenStandardInput(), diagnostics);
        var files = inputs.Find(paths);
        if (diagnostics.HasErrors)
            return new WiringReport([], diagnostics.Sorted());
        var contents = inputs.Read(string.Join(' ', paths), files, isPart, cancellation);
        return new WiringReport(contents.Objects.Objects.IsEmpty ? [] : [Wirings.Of(contents)], diagnostics.Sorted());
    }

    public async Task<WiringReport> OfFleetAsync(string root, ImmutableArray<string> environments, CancellationToken cancellation)
    {
        ImmutableArray<WiringMap> maps = [];
        var render = await new RenderPipeline(
            RenderOptions.ToLook(root, environments, isOffline, trust),
            progress,
            TimeProvider.System,
            sources =>
            {
                maps = [.. sources.Select(source => Wirings.Of(source.Read())).Where(IsWorthTelling)];
                return Task.CompletedTask;
            }
        ).RunAsync(cancellation);
        return new WiringReport(render.HasErrors ? [] : maps, Told(render));
    }

    // What rules find wrong of a sync or a move is told by render and validate; here only what keeps from reading.
    private static List<Diagnostic> Told(RenderReport render) =>
        [.. render.Diagnostics.Where(one => one.Severity == Severity.Error || !RuleSets.IsRule(one.Code))];

    // Of Argo CD's own manifests there is nothing to say, as a rule.
    private static bool IsWorthTelling(WiringMap map) => !map.Scrapers.IsEmpty || !map.Monitors.IsEmpty || !map.Unscraped.IsEmpty;
}
