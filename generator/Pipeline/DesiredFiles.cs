using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Engines.Kustomize;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Plan;
using GitOpsGen.Render;

namespace GitOpsGen.Pipeline;

/// <summary>Puts together what every owner should hold: overlays, their manifests, and Argo CD's documents.</summary>
public sealed class DesiredFiles(Workspace workspace, RenderPlan plan, UnitFootprints footprints, KeptPermissions kept)
{
    public IReadOnlyList<Desired> Of(
        IReadOnlyList<Overlay> overlays,
        IReadOnlyList<Built> built,
        IReadOnlyDictionary<string, InflatedChart> charts,
        IReadOnlyDictionary<string, ImmutableSortedDictionary<string, string>> documents,
        IReadOnlyDictionary<string, ImmutableSortedDictionary<string, string>> outputs,
        IReadOnlyList<KnownDeployment> known
    )
    {
        var manifests = built.ToDictionary(result => result.Overlay.Unit.Directory, StringComparer.Ordinal);
        var argocd = new ArgoCdRenderer(plan, footprints.Of);
        var selected = overlays.Where(overlay => overlay.LeadsBackFrom is null).Select(overlay => overlay.Unit).ToList();

        var owners = overlays
            .GroupBy(overlay => overlay.Owner, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Files(group, manifests, charts), StringComparer.Ordinal);
        var deployments = selected.GroupBy(unit => unit.Deployment.Name, StringComparer.Ordinal).Select(units => units.ToList()).ToList();
        var applications = new Content[deployments.Count];
        Parallel.For(0, deployments.Count, number => applications[number] = new Content.Text(argocd.Application(deployments[number])));
        foreach (var (deployment, application) in deployments.Select(units => units[0].Deployment).Zip(applications))
        {
            var directory = deployment.Folder.Directory;
            if (!owners.TryGetValue(directory, out var files))
                owners[directory] = files = Empty();
            files[FleetLayout.Application(deployment.Environment.Name, deployment.App.Name)] = application;
            foreach (var (path, text) in documents.GetValueOrDefault(directory, ImmutableSortedDictionary<string, string>.Empty))
                files[path] = new Content.Text(text);
        }

        foreach (var (directory, texts) in outputs)
        {
            owners[directory] = Empty();
            foreach (var (path, text) in texts)
                owners[directory][path] = new Content.Text(text);
        }

        foreach (var owner in known.SelectMany(deployment => deployment.Owners))
            owners[owner.Directory] = Recorded(owner);

        var leaving = selected
            .Where(unit => unit.IsLeaving)
            .ToDictionary(unit => unit.Directory, unit => unit.Deployment.Removal.ToString().ToLowerInvariant(), StringComparer.Ordinal);
        foreach (var unit in selected.Where(unit => unit is { IsLeaving: true, IsPerCluster: true }))
            leaving[unit.Deployment.Folder.Directory] = leaving[unit.Directory];
        var phases = selected
            .Where(unit => unit.IsMoving)
            .ToDictionary(unit => unit.Directory, unit => unit.Deployment.Progress.Phase.Word(), StringComparer.Ordinal);
        var shared = Empty();
        foreach (var root in argocd.Roots)
            shared[FleetLayout.RootOf(root)] = new Content.Text(argocd.Root(root));
        foreach (var name in plan.Units.Select(unit => unit.Environment.Class).Distinct(StringComparer.Ordinal))
            shared[FleetLayout.Project(name)] = new Content.Text(argocd.Project(name, kept.Of(name, argocd.Needed(name))));
        var waves = new PromotionDocuments(plan.Fleet.Fleet.Settings);
        foreach (var (output, _) in plan.Fleet.Fleet.Settings.Promotion.Outputs)
            shared[FleetLayout.Promotion(output.Word())] = new Content.Text(waves.Of(output));
        return
        [
            .. owners
                .OrderBy(owner => owner.Key, StringComparer.Ordinal)
                .Select(owner => new Desired(owner.Key, owner.Value.ToImmutable())
                {
                    Leaving = leaving.GetValueOrDefault(owner.Key),
                    Phase = phases.GetValueOrDefault(owner.Key),
                }),
            new Desired(FleetLayout.ArgoCd, shared.ToImmutable()),
        ];
    }

    // Each lies where it belongs.
    private ImmutableSortedDictionary<string, Content>.Builder Recorded(OwnedFiles owner)
    {
        var files = Empty();
        foreach (var (path, sha256) in owner.Files)
            files[path] = new Content.Copy(workspace.Files.Absolute(path), sha256);
        return files;
    }

    private static ImmutableSortedDictionary<string, Content>.Builder Empty() =>
        ImmutableSortedDictionary.CreateBuilder<string, Content>(StringComparer.Ordinal);

    private ImmutableSortedDictionary<string, Content>.Builder Files(
        IEnumerable<Overlay> overlays,
        Dictionary<string, Built> manifests,
        IReadOnlyDictionary<string, InflatedChart> charts
    )
    {
        var files = Empty();
        foreach (var overlay in overlays)
            files.AddRange(Files(overlay, manifests.GetValueOrDefault(overlay.Unit.Directory), charts));
        return files;
    }

    private ImmutableSortedDictionary<string, Content>.Builder Files(
        Overlay overlay,
        Built? built,
        IReadOnlyDictionary<string, InflatedChart> charts
    )
    {
        var folder = overlay.Unit.Folder;
        var files = Empty();
        if (overlay.Unit.Deployment.Removal == Removal.Delete)
        {
            // Argo CD prunes everything once the folder that it watches holds nothing. What it was is built all the same: the project must
            // still allow it.
            files[folder.Manifests] = new Content.Text("# Empty on purpose: the app is leaving this environment (remove: delete).\n");
            return files;
        }

        foreach (var (path, text) in overlay.Files)
            files[folder.File(path)] = new Content.Text(text);
        if (built is not null)
            files[folder.Manifests] = new Content.Copy(built.StagedFile ?? workspace.Files.Absolute(folder.Manifests), built.Record.Sha256);
        if (
            overlay.Unit.App.Delivery == Delivery.Kustomize
            && charts.TryGetValue(folder.Directory, out var chart)
            && overlay.Unit.InflatesChart
        )
            files[folder.Chart] = new Content.Copy(chart.File, chart.Sha256);
        return files;
    }
}
