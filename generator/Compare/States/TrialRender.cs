using GitOpsGen.Compare.Objects;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;
using GitOpsGen.Plan;
using GitOpsGen.State;

namespace GitOpsGen.Compare.States;

/// <summary>Renders units as they are, or as they would be, and reads what they bring to clusters. Nothing is written.</summary>
public sealed class TrialRender(
    DiffOptions options,
    RenderPlan plan,
    StateFolder caches,
    IProgress progress,
    CancellationToken cancellation
)
{
    private readonly Dictionary<Unit, Manifests?> known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Renders all of them at once.</summary>
    /// <returns>Why that cannot be; empty when it was done.</returns>
    public async Task<IReadOnlyList<Diagnostic>> PrepareAsync(IReadOnlyList<Unit> units)
    {
        var preview = await PreviewAsync(units, plan, progress);
        var problems = new DiagnosticBag();
        if (!preview.Report.HasErrors)
            foreach (var unit in units)
                known[unit] = await ReadAsync(preview, unit, problems);
        return [.. preview.Report.Diagnostics.Concat(problems.Sorted()).Where(item => item.Severity == Severity.Error)];
    }

    /// <summary>What a unit brings to its clusters; null where it does not render.</summary>
    public async Task<Manifests?> OfAsync(Unit unit)
    {
        if (known.TryGetValue(unit, out var manifests))
            return manifests;
        var units = plan.Units.Select(one => one.Directory == unit.Directory ? unit : one);
        var preview = await PreviewAsync([unit], plan with { Units = [.. units] }, new MessagesOnlyProgress(progress));
        return preview.Report.HasErrors ? null : await ReadAsync(preview, unit, new DiagnosticBag());
    }

    private async Task<RenderPreview> PreviewAsync(IReadOnlyList<Unit> units, RenderPlan of, IProgress told)
    {
        using var stage = StateFolder.Temporary();
        var render = new RenderOptions(options.Root)
        {
            Mode = RenderMode.Preview,
            Selection = Selection.All with { Deployments = units.Select(unit => unit.Deployment.Name).ToHashSet(StringComparer.Ordinal) },
            HandEdits = HandEdits.Discard,
            Offline = true,
            Trust = options.Trust,
        };
        return await new RenderPipeline(render, told, TimeProvider.System).PreviewAsync(
            Workspace.ToPreview(options.Root, stage, caches),
            of,
            cancellation
        );
    }

    private async Task<Manifests?> ReadAsync(RenderPreview preview, Unit unit, DiagnosticBag problems)
    {
        var path = unit.Folder.Manifests;
        var file = Path.Join(options.Root, path);
        var text =
            preview.Files.TryGetValue(path, out var made) ? made
            : File.Exists(file) ? await File.ReadAllBytesAsync(file, cancellation)
            : null;
        var objects = text is { } some ? Manifests.Read(path, some, problems) : Manifests.None;
        return objects is not null && unit.App is { Delivery: Delivery.Helm, Chart: not null }
            ? objects.With(new Manifests([HelmValues.Of(unit.App.Name, unit.ChartValues)]))
            : objects;
    }
}
