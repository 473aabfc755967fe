using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;

namespace GitOpsGen.Resolve;

/// <summary>
/// Tells each deployment how far its migration has come: the app's own pin says so, and the app that shares objects with it follows.
/// </summary>
internal sealed class Migrations(Fleet fleet, DiagnosticBag diagnostics)
{
    public ImmutableArray<Deployment> Follow(ImmutableArray<Deployment> deployments)
    {
        var progress = new Dictionary<(string Environment, string App), Progress>();
        foreach (var deployment in deployments)
        {
            if (fleet.Pins.GetValueOrDefault((deployment.Environment.Name, deployment.App.Name))?.Phase is not { } pinned)
                continue;
            if (deployment.App.Migration is not { } migration)
            {
                if (!deployment.App.Unreadable.Contains("migration"))
                    diagnostics.Add(Messages.PhaseWithoutMigration(pinned.At, deployment.App.Name, deployment.Source.Directory));
                continue;
            }

            var own = Read(pinned);
            progress[(deployment.Environment.Name, deployment.App.Name)] = own;
            var runs = deployment.Environment.Settings.Apps;
            if (migration.Shared.Length > 0 && !runs.ContainsKey(migration.Shared) && !fleet.MayMean(runs, migration.Shared))
                diagnostics.Add(
                    Messages.SharedAppMissing(deployment.At, deployment.App.Name, migration.Shared, deployment.Environment.Name)
                );
            progress[(deployment.Environment.Name, migration.Shared)] = own.OfShared();
        }

        return
        [
            .. deployments.Select(deployment =>
                progress.TryGetValue((deployment.Environment.Name, deployment.App.Name), out var found)
                    ? deployment with
                    {
                        Progress = found,
                    }
                    : deployment
            ),
        ];
    }

    private Progress Read(PinnedPhase pinned)
    {
        var previous = pinned.Previous ?? (pinned.Phase == Phase.Adopted ? Phase.Adopted : pinned.Phase - 1);
        if (!Progress.IsStep(previous, pinned.Phase))
            diagnostics.Add(Messages.PhaseStep(pinned.At, pinned.Phase, previous));
        return new Progress(pinned.Phase, previous, pinned.At);
    }
}
