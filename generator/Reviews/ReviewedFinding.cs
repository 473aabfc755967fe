using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Validate;

namespace GitOpsGen.Reviews;

/// <summary>A finding of the head.</summary>
/// <param name="IsNew">The base has it nowhere, not in so many places, or waived; so is every finding where nobody could judge the
/// base.</param>
public sealed record ReviewedFinding(Finding Finding, bool IsNew)
{
    /// <summary>What the model of Argo CD's sync says.</summary>
    public bool IsOfSync => Finding.Rule.StartsWith("SYN-", StringComparison.Ordinal);

    /// <summary>Those of the head that nobody waives, the new ones first.</summary>
    /// <param name="base">Null where it could not be judged.</param>
    public static ImmutableArray<ReviewedFinding> Of(ValidationReport head, ValidationReport? @base)
    {
        var before = (@base?.Open ?? []).GroupBy(Cause).ToDictionary(same => same.Key, same => same.ToList());
        return
        [
            .. head
                .Open.Select(finding => new ReviewedFinding(
                    finding,
                    !before.GetValueOrDefault(Cause(finding), []).Exists(one => Has(one, finding))
                ))
                .OrderByDescending(one => one.IsNew)
                .ThenBy(one => one.Finding.Severity),
        ];
    }

    /// <summary>Those that the head waives and the base did not.</summary>
    public static ImmutableArray<Finding> NewlyWaived(ValidationReport head, ValidationReport? @base)
    {
        var waived = (@base?.Findings ?? []).Where(finding => finding.Waiver is not null).Select(Cause).ToHashSet();
        return [.. head.Findings.Where(finding => finding.Waiver is not null && !waived.Contains(Cause(finding)))];
    }

    private static (string Rule, Severity Severity, string Message, string? App) Cause(Finding finding) =>
        (finding.Rule, finding.Severity, finding.Diagnostic.Message, finding.App);

    private static bool Has(Finding before, Finding now) =>
        before.Times >= now.Times && now.In.All(place => before.In.Contains(place, StringComparer.Ordinal));
}
