using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Steps;
using GitOpsGen.Yaml;

namespace GitOpsGen.Tests.Promote;

/// <summary>A fleet for the planner alone: waves dev (head), canary, p10 and p100 with one environment each, and the app web in all.</summary>
internal sealed class PlannerFleet
{
    public static readonly DateTimeOffset Start = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly Position At = Position.Start("gitopsgen.yaml");
    private readonly List<ObservationRun> runs = [];

    public DateTimeOffset Now { get; set; } = Start;

    public List<PromotedUnit> Units { get; } =
    [
        Unit("dev", "web", "2.0-head") with
        {
            FollowsHead = true,
        },
        Unit("canary", "web", "1.0-old"),
        Unit("p10", "web", "1.0-old"),
        Unit("p100", "web", "1.0-old"),
    ];

    public Dictionary<string, PromotedApp> Apps { get; } =
        new(StringComparer.Ordinal) { ["web"] = new PromotedApp("web", "2.0-head", "2.0-cut", [], Moves: false) };

    public List<Freeze> Freezes { get; } = [];

    public List<OpenChange> Open { get; } = [];

    public Dictionary<string, EnterGate> Enter { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, int> Percent { get; } = new(StringComparer.Ordinal);

    public LeaveGate Leave { get; set; } = new(AsksHealth: true, TimeSpan.FromHours(24), 0, []);

    public static PromotedUnit Unit(string environment, string app, string release) =>
        new(environment, app, environment, [$"{environment}-1"], release, $"content of {release}");

    public PromotionState State =>
        new()
        {
            Waves = [.. new[] { "dev", "canary", "p10", "p100" }.Select(Wave)],
            Settings = new PromotionSettings
            {
                Observations = 3,
                MaxGap = TimeSpan.FromHours(1),
                EvidenceBranch = new YamlScalar(At, "gitopsgen/evidence", isString: true),
                Freezes = [.. Freezes],
            },
            Apps = Apps.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Units = [.. Units],
            Open = [.. Open],
        };

    public PromotedUnit this[string environment, string app = "web"]
    {
        get => Units.Single(unit => unit.Environment == environment && unit.App == app);
        set => Units[Units.FindIndex(unit => unit.Environment == environment && unit.App == app)] = value;
    }

    public EvidenceLog Evidence => new(runs, Now);

    public PromotionPlan Plan(PromotionRequest? request = null) =>
        new PromotionPlanner(State, Evidence, Now).Plan(request ?? PromotionRequest.AllReady);

    public string Line(string wave, string app = "web", PromotionRequest? request = null) =>
        Plan(request).Lines.Single(line => line.Wave == wave && line.App == app).Text;

    /// <summary>Steps as "canary/web → 2.0-cut".</summary>
    public IEnumerable<string> Steps(PromotionRequest? request = null) =>
        Plan(request).Steps.Select(step => $"{step.Unit.Name} → {step.Release}{(step.IsCut ? "" : " (to cut)")}");

    /// <summary>Everything is seen every half hour until so much time has passed.</summary>
    public void Pass(TimeSpan time, Func<PromotedUnit, Health>? health = null, Func<PromotedUnit, ImmutableArray<Reading>>? readings = null)
    {
        for (var end = Now + time; Now < end; )
        {
            See(health, readings);
            Now += TimeSpan.FromMinutes(30);
        }

        See(health, readings);
    }

    public void See(Func<PromotedUnit, Health>? health = null, Func<PromotedUnit, ImmutableArray<Reading>>? readings = null) =>
        runs.Add(
            new ObservationRun(
                Now,
                "base",
                [
                    .. from unit in Units
                    from cluster in unit.Clusters
                    select new Observation(unit.Environment, unit.App, cluster)
                    {
                        Release = unit.Release,
                        Content = unit.Content,
                        Phase = unit.Phase,
                        Health = health?.Invoke(unit) ?? Health.Healthy,
                        Reason = "2 of 3 replicas",
                        Readings = readings?.Invoke(unit) ?? [],
                    },
                ]
            )
        );

    /// <summary>What the steps say is merged and synced.</summary>
    public void Merge(PromotionRequest? request = null)
    {
        foreach (var step in Plan(request).Steps)
            this[step.Unit.Environment, step.Unit.App] = step.Unit with
            {
                Release = step.Release,
                Previous = step.Unit.Release == step.Release ? step.Unit.Previous : step.Unit.Release,
                PhaseBefore = step.Unit.Phase,
                Phase = step.Phase,
                Content = $"content of {step.Release} {step.Phase}",
            };
    }

    private Wave Wave(string name) =>
        new(At, name, name == "dev", Percent.TryGetValue(name, out var percent) ? percent : null)
        {
            PercentAt = At,
            Enter = Enter.GetValueOrDefault(name, EnterGate.Open),
            Leave = Leave,
        };
}
