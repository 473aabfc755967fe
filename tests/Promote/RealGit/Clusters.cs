using GitOpsGen.Promote;
using GitOpsGen.Promote.States;
using GitOpsGen.Tests.Support;

namespace GitOpsGen.Tests.Promote.RealGit;

/// <summary>Clusters that follow the base as automated sync does, as Argo CD tells of them. A release that is bad somewhere is degraded there.</summary>
internal sealed class Clusters(FakeArgoCd argoCd, Random random)
{
    private readonly HashSet<(string Environment, string App, string Release)> bad = [];

    /// <summary>When each app was last told to be degraded somewhere.</summary>
    public Dictionary<(string Environment, string App), DateTimeOffset> Degraded { get; } = [];

    /// <summary>Nobody knows before it runs there.</summary>
    public void Spoil(string environment, string app, string release) => bad.Add((environment, app, release));

    public void Mend() => bad.Clear();

    public bool IsBad(PromotedUnit unit) => bad.Contains((unit.Environment, unit.App, unit.Release));

    /// <summary>Argo CD has synced all of the base by now.</summary>
    public void Sync(BaseFleet fleet, DateTimeOffset now)
    {
        foreach (var unit in fleet.State.Units)
        foreach (var cluster in unit.Clusters)
            Sync(unit, $"{unit.App}-{cluster}", fleet.Commit, now);
    }

    private void Sync(PromotedUnit unit, string name, string commit, DateTimeOffset now)
    {
        var application = ApplicationJson.Healthy(name, unit.Environment, unit.Environment, commit, now);
        if (IsBad(unit))
        {
            application.With("status.health.status", "Degraded").With("status.health.message", "pods crash");
            Degraded[(unit.Environment, unit.App)] = now;
        }
        // Now and then one is on its way without any reason.
        else if (random.Next(150) == 0)
            application.With("status.health.status", "Progressing");
        argoCd.Applications[name] = application;
    }
}
