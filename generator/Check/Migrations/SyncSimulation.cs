using System.Collections.Immutable;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;

namespace GitOpsGen.Check.Migrations;

/// <summary>What a workload of one side does.</summary>
public enum Activity
{
    /// <summary>It is not there.</summary>
    Absent,

    /// <summary>It is there without pods: no replicas, or a nodeSelector that no node meets.</summary>
    Held,

    /// <summary>Its pods run.</summary>
    Active,

    /// <summary>It has been told to stop. Argo CD finds it Healthy while its pods still end, and they scrape until they are gone.</summary>
    Draining,
}

/// <summary>The clusters at the end of one wave, when nothing has been waited for yet.</summary>
/// <param name="Wave">Null before the sync.</param>
/// <param name="Pruned">What this wave deletes.</param>
/// <param name="Applied">What this wave makes or changes, as it is rendered.</param>
public sealed record WaveState(
    int? Wave,
    ImmutableArray<Manifest> Pruned,
    ImmutableArray<Manifest> Applied,
    ImmutableDictionary<(string Role, Side Side), Activity> Activities
)
{
    public Activity this[ScrapingRole role, Side side] => Activities.GetValueOrDefault((role.Name, side));

    public bool Runs(ScrapingRole role, Side side) => this[role, side] is Activity.Active or Activity.Draining;

    /// <summary>How messages call the moment.</summary>
    public string Name => Wave is { } wave ? $"wave {wave}" : "before the sync";
}

/// <summary>
/// Walks the waves of one sync as Argo CD does: what is pruned has the wave of the live object, the distinct waves of what is pruned
/// are reversed among themselves, within a wave prune comes before apply without waiting, and a wave begins when all objects of the
/// one before are Healthy (a Job: when it is complete).
/// </summary>
public sealed class SyncSimulation
{
    private readonly Migration migration;
    private readonly ImmutableArray<ScrapingRole> roles;
    private readonly Manifests before;
    private readonly Dictionary<ObjectId, Manifest> live = [];
    private readonly HashSet<(string Role, Side Side)> stopped = [];
    private readonly Dictionary<(string Role, Side Side), int> drainingSince = [];

    private SyncSimulation(Migration migration, ImmutableArray<ScrapingRole> roles, Manifests before)
    {
        (this.migration, this.roles, this.before) = (migration, roles, before);
        foreach (var manifest in before.Objects)
            live.TryAdd(manifest.Id, manifest);
        Start = State(null, [], []);
    }

    public WaveState Start { get; }

    public IReadOnlyList<WaveState> Waves { get; private set; } = [];

    public WaveState End => Waves.Count == 0 ? Start : Waves[^1];

    /// <summary>The moment before the sync, then each wave.</summary>
    public IEnumerable<WaveState> States => Waves.Prepend(Start);

    public static SyncSimulation Of(Migration migration, ImmutableArray<ScrapingRole> roles, Manifests before, Manifests after)
    {
        var simulation = new SyncSimulation(migration, roles, before);
        simulation.Waves = simulation.Walk(after);
        return simulation;
    }

    public static ObjectId KeyOf(Migration migration, ScrapingRole role, Side side) =>
        new("apps", role.Object.Kind, side == Side.Old ? migration.From : migration.To, role.Object.Name);

    /// <summary>A Job that is there already under its name does not run again.</summary>
    public static bool IsApplied(Manifest manifest, Manifests before) =>
        before.Find(manifest.Id) is not { } live || !NodeEquality.Same(live.Document, manifest.Document);

    /// <summary>What this sync deletes, each with the wave in which that happens.</summary>
    public static IReadOnlyList<(Manifest Manifest, int Wave)> Prunes(Manifests before, Manifests after)
    {
        var pruned = before.Objects.Where(manifest => after.Find(manifest.Id) is null && !manifest.IsKept).ToList();
        var waves = pruned.Select(manifest => manifest.Wave).Distinct().Order().ToList();
        return [.. pruned.Select(manifest => (manifest, waves[waves.Count - 1 - waves.IndexOf(manifest.Wave)]))];
    }

    private List<WaveState> Walk(Manifests after)
    {
        var applied = after.Objects.Where(manifest => IsApplied(manifest, before)).ToLookup(manifest => manifest.Wave);
        var pruned = Prunes(before, after).ToLookup(prune => prune.Wave, prune => prune.Manifest);
        var states = new List<WaveState>();
        foreach (var wave in applied.Select(group => group.Key).Union(pruned.Select(group => group.Key)).Order())
        {
            foreach (var manifest in pruned[wave])
                live.Remove(manifest.Id);
            foreach (var manifest in applied[wave])
                live[manifest.Id] = manifest;
            states.Add(State(wave, [.. pruned[wave]], [.. applied[wave]]));
            foreach (var gate in applied[wave].Where(manifest => MigrationJobs.IsGate(manifest) && before.Find(manifest.Id) is null))
                Pass(gate, wave);
        }

        return states;
    }

    // From the next wave on the pods are gone for which the gate has waited; it cannot have waited for what stops beside it.
    private void Pass(Manifest gate, int wave)
    {
        foreach (var (role, side) in drainingSince.Where(draining => draining.Value < wave).Select(draining => draining.Key).ToList())
        {
            var workload = before.Find(KeyOf(migration, roles.First(one => one.Name == role), side));
            if (workload is not null && MigrationJobs.Awaits(gate, workload))
                drainingSince.Remove((role, side));
        }
    }

    private WaveState State(int? wave, ImmutableArray<Manifest> pruned, ImmutableArray<Manifest> applied)
    {
        var activities = ImmutableDictionary.CreateBuilder<(string, Side), Activity>();
        foreach (var role in roles)
        foreach (var side in new[] { Side.Old, Side.New })
            activities[(role.Name, side)] = Now(role, side, wave);
        return new WaveState(wave, pruned, applied, activities.ToImmutable());
    }

    private Activity Now(ScrapingRole role, Side side, int? wave)
    {
        var key = KeyOf(migration, role, side);
        var now = Of(live.GetValueOrDefault(key));
        if (wave is null)
            return now;
        // It stops once, in the wave that changes or deletes it; whether its pods are gone is the gates' to say from then on.
        var ran = Of(before.Find(key)) == Activity.Active;
        if (ran && now != Activity.Active && stopped.Add((role.Name, side)))
            drainingSince[(role.Name, side)] = wave.Value;
        return drainingSince.ContainsKey((role.Name, side)) ? Activity.Draining : now;
    }

    // An autoscaler does nothing while its target has no replicas: Kubernetes disables scaling at zero ("implicit maintenance-mode
    // deactivation" in its page on horizontal pod autoscaling), as long as minReplicas is above 0, which HPA-001 holds.
    public static Activity Of(Manifest? workload) =>
        workload switch
        {
            null => Activity.Absent,
            { Kind: "DaemonSet", Pods.IsHeld: true } => Activity.Held,
            { Kind: not "DaemonSet", Replicas: 0 } => Activity.Held,
            _ => Activity.Active,
        };
}
