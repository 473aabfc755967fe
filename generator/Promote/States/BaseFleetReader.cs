using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Resolve;

namespace GitOpsGen.Promote.States;

/// <summary>Reads what a commit says of who runs what. The work tree is not looked at.</summary>
public sealed class BaseFleetReader(GitRepository git, DiagnosticBag diagnostics)
{
    /// <param name="commit">Its objects are here.</param>
    /// <returns>Null after errors; the bag has them.</returns>
    public async Task<BaseFleet?> ReadAsync(string commit, CancellationToken cancellation)
    {
        var entries = await GitFiles.OfCommitAsync(git, commit, FleetLayout.Roots, cancellation);
        using var blobs = new BlobReader(git);
        var files = new CommitFiles(entries, blobs, cancellation);
        var found = new DiagnosticBag();
        var fleet = new Resolver(new FleetLoader(files, found).Load(), found).Resolve();
        foreach (var error in found.Sorted().Where(item => item.Severity == Severity.Error))
            diagnostics.Add(error);
        if (found.HasErrors)
            return null;
        var apps = fleet.Fleet.Apps.Values.ToImmutableSortedDictionary(
            source => source.App.Name,
            new AppReleases(files, fleet.Fleet).Of,
            StringComparer.Ordinal
        );
        var units = fleet.Deployments.Where(one => one.Removal == Removal.None).Select(one => Unit(fleet, one, apps, entries));
        return new BaseFleet(
            commit,
            fleet,
            new PromotionState
            {
                Waves = fleet.Fleet.Settings.Waves,
                Settings = fleet.Fleet.Settings.Promotion,
                Apps = apps,
                Units = [.. units],
            }
        );
    }

    private static PromotedUnit Unit(
        ResolvedFleet fleet,
        Deployment deployment,
        ImmutableSortedDictionary<string, PromotedApp> apps,
        IReadOnlyDictionary<string, TreeFile> entries
    )
    {
        var (environment, app) = (deployment.Environment, deployment.App.Name);
        var pin = fleet.Fleet.Pins.GetValueOrDefault((environment.Name, app));
        return new PromotedUnit(
            environment.Name,
            app,
            environment.Settings.Wave?.Text,
            [.. environment.Settings.Clusters.Select(cluster => cluster.Name)],
            deployment.Source.Release ?? apps[app].Head,
            Content(deployment, entries)
        )
        {
            FollowsHead = deployment.Source.Release is null,
            Previous = pin?.Previous?.Text,
            Phase = deployment.Progress.Phase,
            PhaseBefore = deployment.Progress.Previous,
            Hold = pin?.Hold,
        };
    }

    // All that Argo CD gets to read of it: the overlay and the Application.
    private static string Content(Deployment deployment, IReadOnlyDictionary<string, TreeFile> entries)
    {
        var overlay = deployment.Folder.Directory + "/";
        var application = FleetLayout.Application(deployment.Environment.Name, deployment.App.Name);
        return Digest.OfAll(
            entries
                .Where(entry => entry.Key.StartsWith(overlay, StringComparison.Ordinal) || entry.Key == application)
                .Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Blob))
        );
    }
}
