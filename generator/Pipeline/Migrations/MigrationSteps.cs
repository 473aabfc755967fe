using System.Text;
using GitOpsGen.Check.Migrations;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Kustomize;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Render;
using GitOpsGen.Resolve;

namespace GitOpsGen.Pipeline.Migrations;

/// <summary>
/// Puts together what the rules must see of one unit's step: its manifests before and after, those that lead back, and those of the
/// Applications around it. What is committed or was just built is taken as it is; the rest is built in the scratch folder and forgotten.
/// </summary>
public sealed class MigrationSteps(
    Workspace workspace,
    RenderPlan plan,
    OverlayRenderer renderer,
    UnitBuilder builder,
    DiagnosticBag diagnostics
)
{
    // Raised when the rules change, so that what passed the old ones is looked at again.
    private const string Format = "rules 2";

    /// <summary>The units that move, or could.</summary>
    public static IEnumerable<Unit> Of(IEnumerable<Unit> units) => units.Where(unit => unit.App.Migration is not null && !unit.IsLeaving);

    /// <summary>How the manifests are built that steps are judged by.</summary>
    public string Way => builder.Way;

    /// <summary>The overlays that a step of the unit is judged by.</summary>
    public MigrationOverlays Overlays(Unit unit)
    {
        var progress = unit.Deployment.Progress;
        var before = At(unit, Before(progress));
        var shared = Around(unit).FirstOrDefault(other => other.App.Name == unit.App.Migration!.Shared);
        return new MigrationOverlays(
            unit,
            renderer.Render(unit),
            before.Deployment.Progress.Phase == progress.Phase ? null : renderer.Render(before),
            renderer.Rollback(unit),
            shared is null ? null : renderer.Render(At(shared, progress.OfShared())),
            shared is null || before.Deployment.Progress.Phase == progress.Phase
                ? null
                : renderer.Render(At(shared, before.Deployment.Progress.OfShared())),
            progress.Phase == Phase.Cutover ? Previous(unit) : null,
            [.. Around(unit).Where(other => other != shared && other.HasKustomizePart)]
        );
    }

    /// <summary>Everything the judgement depends on, as one hash.</summary>
    public string Key(MigrationOverlays overlays)
    {
        var unit = overlays.Unit;
        var text = new StringBuilder(Format).Append('\n');
        foreach (var overlay in overlays.All)
            text.Append(overlay is null ? "-" : builder.Key(overlay, null)).Append('\n');
        foreach (var other in overlays.Others)
            text.Append(other.App.Name).Append(' ').Append(workspace.Index.Sha256(other.Folder.Manifests)).Append('\n');
        text.Append(unit.Environment.KubernetesVersion)
            .Append('\n')
            .Append(unit.App.Ownership)
            .Append('\n')
            .Append(string.Join(',', unit.Environment.Features))
            .Append('\n')
            .Append(string.Join(',', unit.App.SyncOptions))
            .Append(string.Join(',', overlays.SharedAfter?.Unit.App.SyncOptions ?? []))
            .Append('\n')
            .Append(unit.Deployment.Progress.Phase)
            .Append(unit.Deployment.Progress.Previous)
            .Append('\n')
            .Append(workspace.Index.Sha256(unit.Source.Folder.Description));
        text.Append('\n').Append(Cap(unit));
        if (unit.Deployment.Progress.Phase == Phase.Cutover)
            text.Append('\n').Append(workspace.Index.Sha256(unit.Folder.Manifests));
        return Digest.OfText(text.ToString());
    }

    /// <summary>Null when something could not be built, which is reported.</summary>
    public async Task<MigrationStep?> StepAsync(MigrationOverlays overlays, CancellationToken cancellation)
    {
        var manifests = new List<Manifests?>();
        foreach (var overlay in overlays.All)
            manifests.Add(overlay is null ? null : await ReadAsync(overlay, cancellation));
        if (
            diagnostics.HasErrors || manifests is not [{ } after, var before, var rollback, var sharedAfter, var sharedBefore, var previous]
        )
            return null;
        var (unit, progress) = (overlays.Unit, overlays.Unit.Deployment.Progress);
        return new MigrationStep(unit.Name, progress.At ?? unit.Deployment.At, unit.App.Migration!, progress.Previous, progress.Phase)
        {
            Before = before ?? after,
            After = after,
            SharedBefore = sharedBefore ?? sharedAfter ?? Manifests.None,
            SharedAfter = sharedAfter ?? Manifests.None,
            Rollback = rollback,
            PreviousRelease = previous,
            LastRendered = progress.Phase == Phase.Cutover ? Committed(unit) : Manifests.None,
            KubernetesVersion = unit.Environment.KubernetesVersion,
            Ownership = unit.App.Ownership,
            Bridge = unit.App.Migration!.Bridge is { } bridge && unit.Parameters.Flag(bridge.Parameter),
            AutoscalerCap = Cap(unit),
            Features = unit.Environment.Features,
            SyncOptions = [.. unit.App.SyncOptions, .. overlays.SharedAfter?.Unit.App.SyncOptions ?? []],
            Others = overlays.Others.Select(other => (other.App.Name, Committed(other))).ToDictionary(StringComparer.Ordinal),
        };
    }

    public static Unit At(Unit unit, Progress progress) => unit with { Deployment = unit.Deployment with { Progress = progress } };

    /// <summary>The most replicas that an autoscaler of the unit may ask for; null when nothing says.</summary>
    public static int? Cap(Unit unit) =>
        unit.App.Migration!.Roles.Max(role =>
            role.AutoscalerCapParameter is { } parameter ? unit.Parameters.Integer(parameter.Text.Split('.')) : role.AutoscalerCap
        );

    private static Progress Before(Progress progress) =>
        new(progress.Previous, progress.Previous == Phase.Adopted ? Phase.Adopted : progress.Previous - 1, progress.At);

    private IEnumerable<Unit> Around(Unit unit) =>
        plan.Units.Where(other =>
            other.Environment.Name == unit.Environment.Name
            && other.App.Name != unit.App.Name
            && other.Clusters.Any(cluster => cluster.Name == unit.Clusters[0].Name)
        );

    // The release before may know less: what it says of parameters that it does not have is nobody's concern here.
    private Overlay? Previous(Unit unit)
    {
        var fleet = plan.Fleet.Fleet;
        if (!fleet.Pins.TryGetValue((unit.Environment.Name, unit.App.Name), out var pin) || pin.Previous is not { } previous)
            return null;
        if (!fleet.Releases.TryGetValue((unit.App.Name, previous.Text), out var source))
            return null;
        return renderer.ReportingTo(new DiagnosticBag()).Render(unit with { Deployment = unit.Deployment with { Source = source } });
    }

    private async Task<Manifests?> ReadAsync(Overlay overlay, CancellationToken cancellation) =>
        await builder.ManifestsAsync(overlay, cancellation) is { } bytes
            ? Manifests.Read(overlay.Unit.Folder.Manifests, Encoding.UTF8.GetString(bytes.Span), diagnostics)
            : null;

    private Manifests Committed(Unit unit)
    {
        var path = unit.Folder.Manifests;
        if (!workspace.Files.FileExists(path) || workspace.Files.ReadUnmerged(path, FileTree.TextLimit, diagnostics) is not { } text)
            return Manifests.None;
        // In the middle of a merge: what is here, without what comes.
        return Manifests.Read(path, ConflictMarkers.Sides(text)?.Ours ?? text, diagnostics) ?? Manifests.None;
    }
}

/// <summary>The overlays of one step; null where there is none, or where before is as after.</summary>
/// <param name="Previous">With the pin's previous release.</param>
/// <param name="Others">Further units of the cluster.</param>
public sealed record MigrationOverlays(
    Unit Unit,
    Overlay After,
    Overlay? Before,
    Overlay? Rollback,
    Overlay? SharedAfter,
    Overlay? SharedBefore,
    Overlay? Previous,
    IReadOnlyList<Unit> Others
)
{
    public IReadOnlyList<Overlay?> All => [After, Before, Rollback, SharedAfter, SharedBefore, Previous];
}
