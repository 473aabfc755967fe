using System.Collections.Immutable;
using System.Globalization;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>Maps what is said of promotion, checked by <see cref="PromotionShape"/>, to its records.</summary>
internal static class PromotionReader
{
    public const string DefaultBranch = "gitopsgen/evidence";

    public static PromotionSettings Fleet(YamlMap spec)
    {
        var said = spec.Map("promotion") ?? YamlMap.Empty(spec.At);
        return new PromotionSettings
        {
            Observations = said.Integer("observations") ?? 3,
            MaxGap = Span(said.Text("maxGap")) ?? TimeSpan.FromHours(1),
            EvidenceBranch = said.Scalar("evidenceBranch") ?? new YamlScalar(said.At, DefaultBranch, isString: true),
            Prometheus = said.Scalar("prometheus"),
            Freezes = [.. said.List("freezes").OfType<YamlMap>().Select(Freeze).OfType<Freeze>()],
            NoTimes =
            [
                .. said.List("freezes")
                    .OfType<YamlMap>()
                    .SelectMany(freeze => new[] { freeze.Scalar("from"), freeze.Scalar("to") })
                    .OfType<YamlScalar>()
                    .Where(time => Instant(time.Text) is null),
            ],
            Outputs =
            [
                .. said.Texts("outputs")
                    .Where(one => PromotionOutputs.Read(one.Text) is not null)
                    .DistinctBy(one => one.Text)
                    .Select(one => (PromotionOutputs.Read(one.Text)!.Value, one.At)),
            ],
            Rollback = Rollback(said.Map("rollback")),
        };
    }

    public static EnterGate Enter(YamlMap? enter) =>
        enter is null
            ? EnterGate.Open
            : new EnterGate(
                enter.Integer("approvals") ?? 0,
                [.. enter.Texts("checks").Select(check => check.Text)],
                [.. enter.List("windows").OfType<YamlMap>().Select(Window)]
            );

    public static LeaveGate Leave(YamlMap? leave) =>
        leave is null
            ? LeaveGate.Open
            : new LeaveGate(
                leave.Text("health") is not null,
                Span(leave.Text("soak")) ?? TimeSpan.Zero,
                Share(leave.Text("errorBudget")),
                Queries(leave.List("queries"))
            );

    /// <summary>What calls for a rollback of an app.</summary>
    public static ImmutableArray<MetricQuery> Triggers(YamlMap? promotion) => Queries(promotion?.List("triggers") ?? []);

    public static Hold? Hold(YamlMap? hold) =>
        hold?.Scalar("reason") is { } reason
            ? new Hold(hold.At, reason.Text)
            {
                Actor = hold.Text("actor"),
                Until = Until(hold.Text("until")),
                NoTime = hold.Scalar("until") is { } until && Until(until.Text) is null ? until : null,
                Release = hold.Text("release"),
            }
            : null;

    private static RollbackSettings Rollback(YamlMap? said) =>
        new(
            [.. (said?.Texts("labels") ?? []).Select(label => label.Text)],
            said?.Flag("autoMerge") == true,
            Span(said?.Text("expectedTime")) ?? TimeSpan.FromMinutes(7)
        );

    private static ImmutableArray<MetricQuery> Queries(IEnumerable<YamlNode> items) =>
        [.. items.OfType<YamlMap>().Where(item => item.Scalar("name") is not null && item.Scalar("query") is not null).Select(Query)];

    private static MetricQuery Query(YamlMap item) =>
        new(
            item.Scalar("query")!.At,
            item.Text("name")!,
            item.Text("query")!,
            Number(item.Text("min")),
            Number(item.Text("max")),
            Span(item.Text("for")) ?? TimeSpan.Zero
        );

    private static Freeze? Freeze(YamlMap item) =>
        item.Scalar("name") is { } name && item.Text("from") is { } from && item.Text("to") is { } to
            ? new Freeze(
                name.At,
                name.Text,
                // What cannot be read is reported, and freezes rather too much.
                Instant(from) ?? DateTime.MinValue,
                Instant(to) ?? DateTime.MaxValue,
                Zone(item),
                [.. item.Texts("waves")]
            )
            : null;

    private static WeekWindow Window(YamlMap item) =>
        new(
            item.At,
            [.. item.Texts("days").Select(day => WeekDays.Day(day.Text))],
            Time(item.Text("from")) ?? TimeOnly.MinValue,
            Time(item.Text("to")) ?? TimeOnly.MinValue,
            Zone(item)
        )
        {
            IsNever = item.Says("days") && item.List("days").Count == 0,
        };

    private static YamlScalar Zone(YamlMap item) => item.Scalar("timeZone") ?? new YamlScalar(item.At, "UTC", isString: true);

    private static DateTime? Instant(string? text) =>
        DateTime.TryParseExact(text, "yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static TimeOnly? Time(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static DateTimeOffset? Until(string? text) =>
        DateTimeOffset.TryParseExact(
            text,
            "yyyy-MM-ddTHH:mm'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var until
        )
            ? until
            : null;

    private static double Share(string? text) => Number(text?.TrimEnd('%')) / 100 ?? 0;

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static TimeSpan? Span(string? text) =>
        text is null || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? null
            : text[^1] switch
            {
                's' => TimeSpan.FromSeconds(count),
                'm' => TimeSpan.FromMinutes(count),
                'h' => TimeSpan.FromHours(count),
                'd' => TimeSpan.FromDays(count),
                _ => TimeSpan.FromDays(7 * count),
            };
}
