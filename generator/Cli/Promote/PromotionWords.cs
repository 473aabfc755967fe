using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Pins;
using GitOpsGen.Promote.Runs;
using GitOpsGen.Promote.Steps;
using GitOpsGen.Publish;

namespace GitOpsGen.Cli.Promote;

/// <summary>What the steps of a plan change, and what their pull requests say. The same steps give the same words, whenever.</summary>
internal sealed class PromotionWords(PromotionSight sight, PromotionPlan plan)
{
    public static Proposal Proposal(IEnumerable<PromotionStep> steps) =>
        new(
            [.. steps.Select(Edit)],
            steps
                .Where(step => !step.IsCut)
                .DistinctBy(step => step.Unit.App, StringComparer.Ordinal)
                .ToImmutableSortedDictionary(step => step.Unit.App, step => step.Release, StringComparer.Ordinal)
        )
        {
            IsHeldToRules = true,
        };

    public ImmutableDictionary<string, Wording> Of(IEnumerable<PromotionStep> steps) =>
        steps
            .GroupBy(step => step.Wave, StringComparer.Ordinal)
            .ToImmutableDictionary(wave => wave.Key, wave => Of(wave.Key, [.. wave]), StringComparer.Ordinal);

    private static PinEdit Edit(PromotionStep step) =>
        step.Phase == step.Unit.Phase
            ? new PinEdit(step.Unit.Environment, step.Unit.App)
            {
                Release = step.Release,
                Previous = step.Unit.FollowsHead ? null : step.Unit.Release,
            }
            : new PinEdit(step.Unit.Environment, step.Unit.App) { Phase = step.Phase };

    private Wording Of(string wave, ImmutableArray<PromotionStep> steps)
    {
        var apps = steps.GroupBy(step => step.Unit.App, StringComparer.Ordinal).Select(app => app.First()).ToList();
        var title = apps is [var only]
            ? $"{What(only)} in {wave}"
            : $"{wave}: promote {string.Join(", ", apps.Select(step => step.Unit.App))}";
        return new Wording(title, [.. apps.SelectMany(step => Reasons(wave, step, steps))]);
    }

    private static string What(PromotionStep step) =>
        step.Phase == step.Unit.Phase ? $"Promote {step.Unit.App} to {step.Release}" : $"Move {step.Unit.App} on to {step.Phase.Word()}";

    private IEnumerable<string> Reasons(string wave, PromotionStep step, ImmutableArray<PromotionStep> all)
    {
        var environments = all.Where(other => other.Unit.App == step.Unit.App).Select(other => other.Unit.Environment);
        yield return $"{What(step)} in {string.Join(", ", environments)}.";
        var way = new AppWay(sight.State, sight.State.Apps[step.Unit.App]);
        if (way.Places.FirstOrDefault(place => place.Wave.Name == wave)?.Before is { } before)
            foreach (var proof in before.Units.Select(unit => Proof(before, unit)).OfType<string>())
                yield return proof;
        if (plan.Lines.FirstOrDefault(line => line.Wave == wave && line.App == step.Unit.App) is { Reason.Length: > 0 } line)
            yield return $"{line.Reason}.";
    }

    // Not how long by now: the words must stay the same while the pull request is open.
    private string? Proof(Place place, PromotedUnit unit) =>
        new GitOpsGen.Promote.Gates.Soak(sight.State.Settings, place.Wave.Leave, sight.Evidence, sight.Now).Of(unit) is { Since: { } since }
            ? $"{unit.Environment} has run it healthy since {Times.Text(since)}{Asked(place)}."
            : null;

    private static string Asked(Place place) =>
        place.Wave.Leave.Soak > TimeSpan.Zero ? $"; {Times.Text(place.Wave.Leave.Soak)} were asked for" : "";
}
