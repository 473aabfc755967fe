using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Compare.States;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Wiring.Cost;
using GitOpsGen.Wiring.Writers;

namespace GitOpsGen.Cli.Wiring;

/// <summary><c>gitopsgen wiring --cost</c>: how much is scraped.</summary>
/// <param name="root">Of the fleet, whose own samples count where the caller names none; empty for paths.</param>
/// <param name="named">The sample file that the caller names; null for none.</param>
internal sealed class CostAnswer(string root, string? named)
{
    public int Give(WiringReport report, WiringCommand.Form form, Streams streams)
    {
        var found = new DiagnosticBag();
        var samples = named is not null ? FleetSamples.Of(named, found) : OfFleet(found);
        IReadOnlyList<Diagnostic> diagnostics = [.. report.Diagnostics, .. found.Sorted()];
        streams.Diagnostics(diagnostics, "");
        var exit = diagnostics.Any(one => one.Severity == Severity.Error) ? ExitCodes.Of(diagnostics) : ExitCodes.Done;
        var costs = samples is null
            ? []
            : report.Maps.Select(map => ScrapeCosts.Of(map, samples)).Where(cost => !cost.IsEmpty).ToImmutableArray();
        var name = samples is null || samples == Samples.None ? null : named ?? FleetLayout.Samples;
        if (form == WiringCommand.Form.Json)
            streams.Write("wiring", Document(costs, name, diagnostics, exit));
        else if (exit == ExitCodes.Done)
            streams.Output.Write(CostText.Write(costs, name));
        return exit;
    }

    private Samples? OfFleet(DiagnosticBag found) => root.Length == 0 ? Samples.None : FleetSamples.Of(new FileTree(root), found);

    private static JsonObject Document(ImmutableArray<ScrapeCost> costs, string? name, IReadOnlyList<Diagnostic> diagnostics, int exit) =>
        new()
        {
            ["cost"] = CostJson.Write(costs, name),
            ["diagnostics"] = DiagnosticJson.Of(diagnostics),
            ["exitCode"] = exit,
        };
}
