using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Steps;

namespace GitOpsGen.Cli.Promote;

/// <summary>The branches as they will be when the steps are proposed, held against every order in which people may merge them.</summary>
internal sealed class OpenAfter(PromotionSight sight, BranchFolders folders)
{
    /// <param name="isWhole">Every promotion that is not among the steps is closed.</param>
    public void Check(ImmutableArray<PromotionStep> steps, bool isWhole, DiagnosticBag diagnostics)
    {
        var proposed = steps.GroupBy(step => step.Wave, StringComparer.Ordinal).Select(wave => Change(wave.Key, wave)).ToList();
        var branches = proposed.Select(change => change.Branch).ToHashSet(StringComparer.Ordinal);
        var stay = sight.State.Open.Where(change => !branches.Contains(change.Branch) && (change.IsRollback || !isWhole));
        var report = MergeOrders.Check(sight.State, [.. stay, .. proposed], sight.Evidence, sight.Now);
        // What rollbacks break among themselves was there before, and is no reason against a promotion that has nothing to do with it.
        foreach (var violation in report.Violations.Where(one => branches.Any(name => one.Text.Contains(name, StringComparison.Ordinal))))
            diagnostics.Add(Messages.MergesBreak(violation.Text));
    }

    private OpenChange Change(string wave, IEnumerable<PromotionStep> steps) =>
        new(
            $"{folders.Promotions}/wave/{wave}",
            IsRollback: false,
            Url: null,
            [.. steps.Select(step => new OpenPin(step.Unit.Environment, step.Unit.App, step.Release, step.Phase, step.Unit.Hold))]
        );
}
