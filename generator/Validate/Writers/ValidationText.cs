using System.Text;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Validate.Writers;

/// <summary>For a terminal: a line for each cause, then what was looked at.</summary>
public static class ValidationText
{
    /// <param name="isByWave">What it came to is told for each step of the rollout as well.</param>
    public static string Write(ValidationReport report, bool isByWave)
    {
        var text = new StringBuilder();
        foreach (var finding in report.Open)
            text.Append(finding.Diagnostic).Append(Where(finding, report.Judged.Count)).Append('\n');
        text.Append($"objects      {report.Objects, 7}  in {Words.Count(report.Judged.Count, "place")}\n");
        text.Append(
            $"rules        {report.Rules.Count, 7}  {report.Rulings(RuleOutcome.Pass)} pass, {report.Rulings(RuleOutcome.Fail)} fail, "
                + $"{report.Rulings(RuleOutcome.CannotTell)} cannot tell\n"
        );
        foreach (var (wave, judged) in isByWave ? report.Waves : [])
            text.Append(
                $"{(wave is null ? "no wave" : $"wave {wave}"), -12} {Words.Count(report.CountIn(judged, Severity.Error), "error")}, "
                    + $"{Words.Count(report.CountIn(judged, Severity.Warning), "warning")} ({Words.Places([.. judged])})\n"
            );
        text.Append($"findings     {report.Open.Count(), 7}  {Words.Summary(report)}\n");
        return text.ToString();
    }

    // A finding of the render names its unit itself.
    private static string Where(Finding finding, int judged)
    {
        if (judged == 1)
            return finding.Times > 1 ? $" ({finding.Times} times)" : "";
        var places = finding.In.Remove("");
        var times = finding.Times > places.Length && places.Length > 0 ? $", {finding.Times} times" : "";
        return places.IsEmpty ? "" : $" (in {Words.Places(places)}{times})";
    }
}
