using GitOpsGen.Promote.Gates;

namespace GitOpsGen.Promote.Requests;

/// <summary>
/// Judges a check that a wave names. Of one source the latest run counts; where several report under one name, or a run and a status have
/// it, all must have passed.
/// </summary>
public static class NamedChecks
{
    public static RequestGate Of(string name, RequestFacts facts)
    {
        var latest = facts
            .Checks.Where(check => check.Name == name)
            .GroupBy(check => check.Source, StringComparer.Ordinal)
            .Select(source => source.MaxBy(check => check.Order)!)
            .OrderByDescending(check => check.Outcome)
            .ToList();
        return latest switch
        {
            [] => new RequestGate(Verdict.Waits, $"check `{name}` is missing"),
            [{ Outcome: CheckOutcome.Failed } failed, ..] => new RequestGate(
                Verdict.Failing,
                $"check `{name}` has failed{(failed.Word is "failure" ? "" : $" ({failed.Word})")}",
                failed.Url
            ),
            [{ Outcome: CheckOutcome.Waits } waiting, ..] => new RequestGate(Verdict.Waits, $"check `{name}` pending", waiting.Url),
            _ => new RequestGate(Verdict.Open, $"check `{name}` passed"),
        };
    }
}
