using GitOpsGen.Diagnostics;
using GitOpsGen.Resolve;

namespace GitOpsGen.Plan;

/// <summary>
/// The sync waves of an environment's Applications: what an app says, else one after the last of what it requires, but not before 0.
/// Prerequisites that somebody else runs are there before wave 0.
/// </summary>
public sealed class SyncWaves
{
    private readonly Dictionary<string, int> waves = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Deployment> deployments;

    public SyncWaves(IEnumerable<Deployment> deployments, DiagnosticBag diagnostics)
    {
        this.deployments = deployments.ToDictionary(deployment => deployment.App.Name, StringComparer.Ordinal);
        foreach (var deployment in this.deployments.Values)
        {
            if (deployment.App.SyncWave is not { } own)
                continue;
            foreach (var required in deployment.App.Requires)
                if (
                    this.deployments.ContainsKey(required.Text)
                    && !Requires(required.Text, deployment.App.Name)
                    && Of(required.Text) is var before
                    && before >= own
                )
                    diagnostics.Add(Messages.WaveOrder(required.At, deployment.App.Name, own, required.Text, before));
        }
    }

    // A circle of requirements was reported by Load; no order could satisfy it.
    private bool Requires(string app, string other)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { app };
        var open = new Queue<string>(seen);
        while (open.TryDequeue(out var next))
        {
            if (next == other)
                return true;
            foreach (var required in deployments[next].App.Requires.Select(required => required.Text).Where(deployments.ContainsKey))
                if (seen.Add(required))
                    open.Enqueue(required);
        }

        return false;
    }

    public int Of(string app)
    {
        if (waves.TryGetValue(app, out var known))
            return known;
        var deployment = deployments[app];
        waves[app] = 0; // Ends a circle.
        return waves[app] =
            deployment.App.SyncWave
            ?? deployment
                .App.Requires.Select(required => required.Text)
                .Where(deployments.ContainsKey)
                .Select(required => Of(required) + 1)
                .Append(0)
                .Max();
    }
}
