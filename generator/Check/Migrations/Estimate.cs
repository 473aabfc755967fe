using GitOpsGen.Kubernetes;
using GitOpsGen.Load;

namespace GitOpsGen.Check.Migrations;

/// <summary>
/// How long a step leaves a role without a running side, and how long the way back takes. It is an estimate, not a promise: a Job that
/// waits in vain or an image that is slow to pull takes longer. Never is <see cref="TimeSpan.MaxValue"/>.
/// </summary>
/// <param name="Gap">The longest of all roles: from the wave that stops one side until the other side's pods are started.</param>
/// <param name="Rollback">From the commit until the last wave of the way back is done; null where there is no way back.</param>
public sealed record Estimate(TimeSpan Gap, TimeSpan? Rollback)
{
    public static TimeSpan GapLimit { get; } = TimeSpan.FromMinutes(5);

    public static TimeSpan RollbackLimit { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Argo CD waits 2 seconds between waves, if ARGOCD_SYNC_WAVE_DELAY does not say otherwise.</summary>
    public static TimeSpan BetweenWaves { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Until Argo CD has seen that the objects of a wave are Healthy. Our assumption: it watches, so it is quick.</summary>
    public static TimeSpan HealthSeen { get; } = TimeSpan.FromSeconds(5);

    /// <summary>A Job's pod is scheduled, its small image pulled, its first command run. Our assumption.</summary>
    public static TimeSpan JobStart { get; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// An agent's pod is scheduled and its containers run; the image is on the node, where the other side ran. Our assumption.
    /// </summary>
    public static TimeSpan PodStart { get; } = TimeSpan.FromSeconds(20);

    /// <summary>A verify Job sees two scrapes, half a minute apart. Our assumption.</summary>
    public static TimeSpan VerifyRun { get; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Argo CD looks for new commits every 120 seconds and up to 60 seconds later (timeout.reconciliation and its jitter); a webhook is
    /// quicker.
    /// </summary>
    public static TimeSpan CommitSeen { get; } = TimeSpan.FromSeconds(180);

    public static Estimate Of(MigrationStep step) => Of(MigrationWalk.Of(step));

    internal static Estimate Of(MigrationWalk walk)
    {
        var (step, all) = (walk.Step, walk.Legs);
        var forward = all.Where(one => !one.Leg.IsWayBack)
            .Select(one => GapOf(step, one.Leg, one.Simulation))
            .DefaultIfEmpty(TimeSpan.Zero)
            .Max();
        var back = all.Where(one => one.Leg.IsWayBack)
            .Select(one => (TimeSpan?)(CommitSeen + Sum(one.Simulation.Waves.Select(wave => Length(step, one.Leg, wave)))))
            .FirstOrDefault();
        return new Estimate(forward, back);
    }

    /// <summary>The longest gap of all roles in one sync.</summary>
    internal static TimeSpan GapOf(MigrationStep step, SyncLeg leg, SyncSimulation simulation) =>
        step.Roles.Select(role => GapOf(step, leg, simulation, role)).DefaultIfEmpty(TimeSpan.Zero).Max();

    private static TimeSpan GapOf(MigrationStep step, SyncLeg leg, SyncSimulation simulation, ScrapingRole role)
    {
        var waves = simulation.Waves;
        var down = FirstWith(waves, state => !IsUp(state, role) && IsUp(simulation.Start, role));
        if (down < 0)
            return TimeSpan.Zero;
        var up = Enumerable.Range(down, waves.Count - down).FirstOrDefault(i => IsUp(waves[i], role), -1);
        return up < 0 ? TimeSpan.MaxValue : Sum(Enumerable.Range(down, up - down).Select(i => Length(step, leg, waves[i]))) + PodStart;
    }

    private static int FirstWith(IReadOnlyList<WaveState> waves, Func<WaveState, bool> holds) =>
        Enumerable.Range(0, waves.Count).FirstOrDefault(i => holds(waves[i]), -1);

    private static bool IsUp(WaveState state, ScrapingRole role) =>
        state[role, Side.Old] == Activity.Active || state[role, Side.New] == Activity.Active;

    private static TimeSpan Length(MigrationStep step, SyncLeg leg, WaveState wave) =>
        BetweenWaves + HealthSeen + Work(step, leg, wave).DefaultIfEmpty(TimeSpan.Zero).Max();

    private static IEnumerable<TimeSpan> Work(MigrationStep step, SyncLeg leg, WaveState wave)
    {
        foreach (var manifest in wave.Applied)
        {
            if (manifest.Kind == "Job" && leg.Before.Find(manifest.Id) is null)
                yield return JobStart + JobRun(step, leg, manifest);
            else if (manifest.IsWorkload && SyncSimulation.Of(manifest) == Activity.Active)
                yield return PodStart;
        }
    }

    // A gate takes as long as the slowest pod may take to end.
    private static TimeSpan JobRun(MigrationStep step, SyncLeg leg, Manifest job) =>
        MigrationJobs.IsVerify(job) ? VerifyRun
        : MigrationJobs.IsGate(job) ? Awaited(step, leg, job).Select(workload => workload.Pods!.Grace).DefaultIfEmpty(TimeSpan.Zero).Max()
        : TimeSpan.Zero;

    private static IEnumerable<Manifest> Awaited(MigrationStep step, SyncLeg leg, Manifest gate) =>
        step
            .Roles.SelectMany(role =>
                new[] { Side.Old, Side.New }.Select(side => leg.Before.Find(SyncSimulation.KeyOf(step.Migration, role, side)))
            )
            .OfType<Manifest>()
            .Where(workload => workload.Pods is not null && MigrationJobs.Promises(gate, workload));

    private static TimeSpan Sum(IEnumerable<TimeSpan> spans) => spans.Aggregate(TimeSpan.Zero, (sum, span) => sum + span);
}
