using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Pipeline;
using GitOpsGen.Plan;

namespace GitOpsGen.Doctor;

/// <summary>Everything that <c>gitopsgen doctor</c> looks at. It changes nothing, and asks the network only when told.</summary>
/// <param name="root">The fleet's repository; null outside of one.</param>
public sealed class DoctorChecks(string? root, bool isOnline, ToolTrust trust)
{
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        var workspace = root is null ? null : new Workspace(root);
        var diagnostics = new DiagnosticBag();
        var plan = workspace?.Plan(diagnostics);
        var settings = plan?.Fleet.Fleet.Settings;
        var inflated = plan?.Units.FirstOrDefault(unit => unit.InflatesChart);
        var tools = new ToolChecks(
            workspace?.Files ?? new FileTree(Directory.GetCurrentDirectory()),
            isOnline,
            IsNowhere ? new ToolTrust(AllowsRepository: true) : trust
        );
        var findings = new List<Finding>
        {
            await tools.KustomizeAsync(settings?.Kustomize ?? Unsaid, cancellation),
            await tools.HelmAsync(
                settings?.Helm ?? Unsaid,
                inflated is not null,
                inflated is not null ? $"{inflated.Name} needs it, because its chart is inflated here"
                    : plan is null ? "only fleets that inflate charts need it"
                    : "a render here does without it, because no chart is inflated",
                cancellation
            ),
            await tools.KubectlAsync(cancellation),
            await tools.GitAsync(cancellation),
        };
        if (workspace is null)
            return
            [
                .. findings,
                CacheChecks.User(),
                new Finding(
                    "fleet",
                    "none",
                    Health.Note,
                    $"there is no {FleetLayout.FleetFile} here or in a folder above",
                    "gitopsgen init <folder>"
                ),
            ];

        var access = new AccessChecks(workspace, isOnline);
        findings.AddRange(
            new[]
            {
                CacheChecks.Repository(workspace.Files.Root),
                CacheChecks.Unfinished(workspace.Files.Root),
                CacheChecks.Earlier(workspace.Files.Root),
                CacheChecks.User(),
                access.Reading(),
                access.Writing(),
            }.OfType<Finding>()
        );
        findings.AddRange(await access.GitAsync(settings?.RepositoryUrl, cancellation));
        findings.Add(Fleet(plan, diagnostics));
        if (plan is not null && FleetPlaceholders.Of(plan) is { } placeholders)
            findings.Add(placeholders);
        if (plan is not null)
            findings.AddRange(FleetPrerequisites.Of(plan));
        return findings;
    }

    // Neither a fleet nor a work tree: there is no repository whose programs could be meant.
    private bool IsNowhere => root is null && WorkTree.Of(Directory.GetCurrentDirectory()) is null;

    private static ToolSettings Unsaid { get; } = new(Position.Start(FleetLayout.FleetFile), null, null);

    private static Finding Fleet(RenderPlan? plan, DiagnosticBag diagnostics)
    {
        var sorted = diagnostics.Sorted();
        var errors = sorted.Count(item => item.Severity == Severity.Error);
        var warnings = sorted.Count(item => item.Severity == Severity.Warning);
        var fleet = plan?.Fleet.Fleet;
        var data = new JsonObject
        {
            ["environments"] = plan?.Fleet.Environments.Length,
            ["apps"] = fleet?.Apps.Count,
            ["units"] = plan?.Units.Length,
            ["errors"] = errors,
            ["warnings"] = warnings,
            ["diagnostics"] = DiagnosticJson.Of(sorted),
        };
        var counts = plan is null
            ? $"{FleetLayout.FleetFile} cannot be read"
            : $"{data["environments"]} environments, {data["apps"]} apps, {data["units"]} units, {errors} errors, {warnings} warnings";
        var first = sorted.FirstOrDefault(item => item.Severity == Severity.Error);
        return new Finding(
            "fleet",
            fleet?.Settings.Name ?? "none",
            errors > 0 ? Health.Problem : Health.Ok,
            counts,
            first is null ? null : $"gitopsgen render --dry-run names them all; the first: {first}"
        )
        {
            Data = data,
        };
    }
}
