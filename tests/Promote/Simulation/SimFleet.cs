using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Promote;
using GitOpsGen.Yaml;

namespace GitOpsGen.Tests.Promote.Simulation;

/// <summary>200 clusters in 12 environments of six waves and one of none, with five apps that require each other and are not everywhere.</summary>
internal static class SimFleet
{
    public static readonly ImmutableArray<string> Apps = ["agent", "crds", "db", "mover", "web"];

    public static readonly ImmutableArray<(string Name, string? Wave, int Clusters)> Environments =
    [
        ("dev", "dev", 4),
        ("canary", "canary", 5),
        ("p10-a", "p10", 10),
        ("p10-b", "p10", 9),
        ("p25-a", "p25", 15),
        ("p25-b", "p25", 14),
        ("p50-a", "p50", 16),
        ("p50-b", "p50", 16),
        ("p50-c", "p50", 15),
        ("p100-a", "p100", 32),
        ("p100-b", "p100", 32),
        ("p100-c", "p100", 31),
        ("lab", null, 1),
    ];

    private static readonly Position At = Position.Start("gitopsgen.yaml");
    private static readonly ImmutableDictionary<string, ImmutableArray<string>> Big = Named(50);
    private static readonly ImmutableDictionary<string, ImmutableArray<string>> Small = Named(2);

    public static ImmutableArray<Wave> Waves { get; } =
    [
        Wave("dev", null, TimeSpan.FromDays(1)),
        Wave("canary", null, TimeSpan.FromDays(7)),
        Wave("p10", 10, TimeSpan.FromDays(7), Enter),
        Wave("p25", 25, TimeSpan.FromDays(7)),
        Wave("p50", 50, TimeSpan.FromDays(7)),
        Wave("p100", 100, TimeSpan.FromDays(7)),
    ];

    public static PromotionSettings Settings { get; } =
        new()
        {
            Observations = 3,
            MaxGap = TimeSpan.FromHours(12),
            EvidenceBranch = Text("gitopsgen/evidence"),
            Freezes =
            [
                new Freeze(At, "audit", new DateTime(2026, 3, 20, 18, 0, 0), new DateTime(2026, 3, 22, 6, 0, 0), Text("Europe/Berlin"), []),
                new Freeze(
                    At,
                    "sale",
                    new DateTime(2026, 3, 28, 0, 0, 0),
                    new DateTime(2026, 3, 29, 2, 30, 0),
                    Text("Europe/Berlin"),
                    [Text("p50"), Text("p100")]
                ),
            ],
        };

    /// <summary>Soak of the waves that have left it to the next.</summary>
    public static TimeSpan SoakOf(string wave) => Waves.Single(known => known.Name == wave).Leave.Soak;

    public static ImmutableArray<string> Clusters(string environment, bool isBig) => (isBig ? Big : Small)[environment];

    public static bool Runs(string environment, string app) =>
        app != "db" || environment is not ("canary" or "p25-a" or "p25-b" or "p100-b");

    public static ImmutableArray<string> Requires(string app) =>
        app switch
        {
            "agent" => ["crds", "web"],
            "web" or "db" => ["crds"],
            _ => [],
        };

    private static EnterGate Enter =>
        new(
            1,
            [],
            [new WeekWindow(At, [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Thursday], new(6, 0), new(2, 0), Text("America/New_York"))]
        );

    private static Wave Wave(string name, int? percent, TimeSpan soak, EnterGate? enter = null) =>
        new(At, name, name == "dev", percent)
        {
            PercentAt = At,
            Enter = enter ?? EnterGate.Open,
            Leave = new LeaveGate(
                AsksHealth: true,
                soak,
                0,
                name == "p10" ? [new MetricQuery(At, "errors", "up", null, 5, TimeSpan.FromHours(4))] : []
            ),
        };

    private static ImmutableDictionary<string, ImmutableArray<string>> Named(int most) =>
        Environments.ToImmutableDictionary(
            one => one.Name,
            one => Enumerable.Range(1, Math.Min(most, one.Clusters)).Select(number => $"{one.Name}-{number}").ToImmutableArray(),
            StringComparer.Ordinal
        );

    private static YamlScalar Text(string text) => new(At, text, isString: true);
}
