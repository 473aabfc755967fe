using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>What may be said of promotion: in gitopsgen.yaml, in its waves, in app.yaml.</summary>
internal static class PromotionShape
{
    private const string Span = "^[1-9][0-9]{0,4}[smhdw]$";
    private const string Instant = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$";
    private const string Clock = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
    private const string Zone = "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$";
    private const string Web = "^https?://[^\\s@]+$";

    // A name stands in evidence, in refs and in reports.
    private static readonly Field ZoneField = new(
        "timeZone",
        Shape.Text("An IANA time zone, such as Europe/Berlin; UTC unless said.", Zone)
    );

    private static readonly Field[] QueryFields =
    [
        new("name", Shape.Label("What reports call it."), Required: true),
        new("query", Shape.Text("PromQL; $environment, $cluster, $app and $namespace stand for the deployment's."), Required: true),
        new("max", Shape.Number("The highest value that is good.", -1_000_000_000m, 1_000_000_000m)),
        new("min", Shape.Number("The lowest value that is good.", -1_000_000_000m, 1_000_000_000m)),
        new("for", Shape.Text("How long it must be one or the other before that counts, such as 10m; at once unless said.", Span)),
    ];

    public static Field Prometheus { get; } =
        new("prometheus", Shape.Text("Address of the Prometheus API that answers the queries of gates and triggers.", Web));

    public static Field ArgoCdUrl { get; } = new("url", Shape.Text("Its web address.", Web));

    public static Shape Enter { get; } =
        Shape.Map(
            "What must hold before the wave takes a release.",
            new Field("approvals", Shape.Integer("Approvals that its pull request needs.", 0, 20)),
            new Field("checks", Shape.List("Checks that must have passed on its pull request.", Shape.Text("Name of a check or status."))),
            new Field(
                "windows",
                Shape.List(
                    "The only times in which it may be proposed.",
                    Shape.Map(
                        "A window of each week.",
                        new Field(
                            "days",
                            Shape.List("The days it opens on; every day unless said.", Shape.Text("A day.", null, [.. WeekDays.Words]))
                        ),
                        new Field("from", Shape.Text("When it opens, such as 08:00; 00:00 unless said.", Clock)),
                        new Field("to", Shape.Text("When it closes; up to midnight unless said. Before from: on the next day.", Clock)),
                        ZoneField
                    )
                )
            )
        );

    public static Shape Leave { get; } =
        Shape.Map(
            "What must hold before the next wave.",
            new Field("health", Shape.Text("Whose health counts.", null, "argocd")),
            new Field("soak", Shape.Text("How long it must hold, such as 7d or 12h.", "^[0-9]{1,5}[smhdw]$")),
            new Field(
                "errorBudget",
                Shape.Text(
                    "Share of the soak in which the wave may be unhealthy without beginning it anew, such as 1%; none unless said.",
                    "^([0-9]{1,2}(\\.[0-9]{1,2})?)%$"
                )
            ),
            new Field("queries", Shape.List("What Prometheus must say.", Shape.Map("A query with its bounds.", QueryFields)))
        );

    public static Shape OfFleet { get; } =
        Shape.Map(
            "How releases go from wave to wave.",
            new Field("observations", Shape.Integer("How often in a row health must be seen; 3 unless said.", 1, 100)),
            new Field(
                "maxGap",
                Shape.Text("The longest time between two observations of one soak, such as 1h, which is meant unless said.", Span)
            ),
            new Field("evidenceBranch", Shape.Text("Branch that holds what was observed; gitopsgen/evidence unless said.")),
            Prometheus,
            new Field(
                "freezes",
                Shape.List(
                    "Times in which nothing is promoted.",
                    Shape.Map(
                        "A freeze.",
                        new Field("name", Shape.Text("Why, such as year-end."), Required: true),
                        new Field("from", Shape.Text("Its beginning, such as 2026-12-18T18:00.", Instant), Required: true),
                        new Field("to", Shape.Text("Its end.", Instant), Required: true),
                        ZoneField,
                        new Field("waves", Shape.List("Only these waves; all unless said.", Shape.Label("A wave.")))
                    )
                )
            ),
            new Field(
                "outputs",
                Shape.List(
                    "Other promoters for which the waves are written, below argocd/promotion/; none unless said.",
                    Shape.Text("A promoter.", null, [.. PromotionOutputs.Words])
                )
            ),
            new Field(
                "rollback",
                Shape.Map(
                    "Pull requests that take something back.",
                    new Field("labels", Shape.List("Their labels.", Shape.Text("A label."))),
                    new Field("autoMerge", Shape.Flag("They merge as soon as nothing that is required stands against it.")),
                    new Field(
                        "expectedTime",
                        Shape.Text("How long one takes from its merge until clusters run it, such as 7m, which is meant unless said.", Span)
                    )
                )
            )
        );

    public static Shape OfApp { get; } =
        Shape.Map(
            "What is watched while a release of the app goes from wave to wave. Always that of apps/, never of a release.",
            new Field(
                "triggers",
                Shape.List("What calls for a rollback.", Shape.Map("A query that is out of its bounds then.", QueryFields))
            )
        );

    public static Shape Hold { get; } =
        Shape.Map(
            "Keeps promotion away.",
            new Field("reason", Shape.Text("Why."), Required: true),
            new Field("actor", Shape.Text("Who said so.")),
            new Field(
                "until",
                Shape.Text(
                    "When it ends by itself, in UTC, such as 2026-12-24T12:00Z; never unless said.",
                    "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z$"
                )
            ),
            new Field("release", Shape.Text("The release that was taken back, which must not come again while the hold lasts."))
        );
}

/// <summary>Days as descriptions write them.</summary>
internal static class WeekDays
{
    public static IReadOnlyList<string> Words { get; } = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static DayOfWeek Day(string word) => (DayOfWeek)((Words.ToList().IndexOf(word) + 1) % 7);
}
