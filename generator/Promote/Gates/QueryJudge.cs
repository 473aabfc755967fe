using System.Collections.Immutable;
using System.Globalization;
using GitOpsGen.Load;
using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Promote.Gates;

/// <summary>A reading and when it was taken.</summary>
public sealed record ReadingAt(DateTimeOffset At, Reading Reading);

/// <summary>Judges what Prometheus said to one query: in its bounds for long enough, out of them for long enough, or neither.</summary>
public sealed class QueryJudge(MetricQuery query, TimeSpan maxGap, DateTimeOffset now)
{
    /// <param name="clusters">The readings of each, first to last.</param>
    public GateAnswer Of(ImmutableArray<IReadOnlyList<ReadingAt>> clusters) => GateAnswer.Of(clusters.Select(Of));

    private GateAnswer Of(IReadOnlyList<ReadingAt> readings)
    {
        if (readings.Count == 0)
            return new GateAnswer(Verdict.Unknown, $"cannot be told: '{query.Name}' was not asked yet");
        var last = readings[^1];
        if (now - last.At > maxGap)
            return new GateAnswer(Verdict.Unknown, $"cannot be told: '{query.Name}' was not asked since {Times.Text(last.At)}");
        if (IsGood(last.Reading) is not { } isGood)
            return new GateAnswer(Verdict.Unknown, $"cannot be told: '{query.Name}' has no answer");
        var held = last.At - Since(readings, isGood);
        var value = string.Create(CultureInfo.InvariantCulture, $"{last.Reading.Value:0.######}");
        return (isGood, held >= query.For) switch
        {
            (true, true) => GateAnswer.Open,
            (true, false) => new GateAnswer(
                Verdict.Waits,
                $"has had '{query.Name}' in its bounds for {Times.Passed(held)} of {Times.Text(query.For)}",
                last.At - held + query.For
            ),
            (false, true) => new GateAnswer(Verdict.Failing, $"has '{query.Name}' out of its bounds ({value}; {Bounds()})"),
            _ => new GateAnswer(Verdict.Waits, $"has '{query.Name}' out of its bounds ({value}; {Bounds()}) for {Times.Text(held)}"),
        };
    }

    private DateTimeOffset Since(IReadOnlyList<ReadingAt> readings, bool isGood)
    {
        var since = readings[^1].At;
        for (var i = readings.Count - 2; i >= 0; i--)
        {
            if (IsGood(readings[i].Reading) != isGood || since - readings[i].At > maxGap)
                break;
            since = readings[i].At;
        }

        return since;
    }

    // By the bounds that are said now: those of the time when it was asked may have been others.
    private bool? IsGood(Reading reading) =>
        reading is { Value: { } value, IsGood: not null } && !double.IsNaN(value)
            ? !(value < query.Minimum) && !(value > query.Maximum)
            : null;

    private string Bounds() =>
        (query.Minimum, query.Maximum) switch
        {
            ({ } low, { } high) => string.Create(CultureInfo.InvariantCulture, $"from {low} to {high}"),
            (null, { } high) => string.Create(CultureInfo.InvariantCulture, $"at most {high}"),
            ({ } low, null) => string.Create(CultureInfo.InvariantCulture, $"at least {low}"),
            _ => "no bounds",
        };
}
