using System.Collections.Immutable;
using GitOpsGen.Promote.Runs;
using GitOpsGen.Publish;

namespace GitOpsGen.Cli.Promote;

/// <summary>What pull requests say of what is wanted, once it is made: releases have their names, and rules have judged it.</summary>
internal sealed class MadeWordings(PromotionSight sight, Wanted wanted)
{
    public ImmutableDictionary<string, Wording> Of(MadeProposal made) =>
        Judged(Named(wanted.Options.Wordings, made.Releases), made.Findings);

    // Whoever merges sees what is wrong in the environments of the pull request.
    private ImmutableDictionary<string, Wording> Judged(ImmutableDictionary<string, Wording> wordings, ProposalFindings findings)
    {
        var places = wanted.Proposal.Edits.ToLookup(
            edit =>
                Scope.Of(new AppInEnvironment(edit.Environment, edit.App, WaveOf(edit.Environment)), wanted.Options.ScopeKind, "x").Name,
            edit => edit.Environment,
            StringComparer.Ordinal
        );
        return wordings.ToImmutableDictionary(
            scope => scope.Key,
            scope => scope.Value with { Reasons = [.. scope.Value.Reasons, .. findings.Lines([.. places[scope.Key]])] },
            StringComparer.Ordinal
        );

        string? WaveOf(string environment) => sight.State.Units.FirstOrDefault(unit => unit.Environment == environment)?.Wave;
    }

    // A release that is cut with its chart's digest has another name than its head would have by itself.
    private static ImmutableDictionary<string, Wording> Named(
        ImmutableDictionary<string, Wording> wordings,
        ImmutableSortedDictionary<string, string> releases
    )
    {
        return wordings.ToImmutableDictionary(
            scope => scope.Key,
            scope => new Wording(Of(scope.Value.Title), [.. scope.Value.Reasons.Select(Of)]),
            StringComparer.Ordinal
        );

        string Of(string text) =>
            releases.Aggregate(text, (all, release) => all.Replace(release.Key, release.Value, StringComparison.Ordinal));
    }
}
