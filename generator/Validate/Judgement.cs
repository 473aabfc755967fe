using GitOpsGen.Check;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Validate;

/// <summary>Judges the contents of clusters by every rule that has them for its subject.</summary>
/// <param name="custom">Rules of the fleet's own.</param>
public sealed class Judgement(ValidationOptions options, RuleSet<ClusterContents> custom)
{
    private readonly List<(Rule<ClusterContents> Rule, string Set)> rules =
    [
        .. RuleCatalogue
            .Sets.OfType<RuleSet<ClusterContents>>()
            .Append(custom)
            .SelectMany(set => set.Rules.Select(rule => (rule, set.Title)))
            .Where(one => options.Rules.Contains(one.rule.Id)),
    ];

    public (IReadOnlyList<FoundAt> Found, IReadOnlyList<RuleTally> Tallies) Of(
        IReadOnlyList<ClusterContents> all,
        IProgress progress,
        CancellationToken cancellation
    )
    {
        var judged = new (ClusterContents Contents, Findings Findings)[rules.Count * all.Count];
        progress.Begin("judging", all.Count);
        Parallel.For(
            0,
            all.Count,
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            place =>
            {
                for (var rule = 0; rule < rules.Count; rule++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    judged[(rule * all.Count) + place] = (all[place], rules[rule].Rule.Judge(all[place] with { AsOf = options.AsOf }));
                }

                progress.Step(all[place].Name);
            }
        );
        var found = judged.SelectMany(one => one.Findings.All.Select(finding => FoundAt.Of(finding, one.Contents.Name)));
        return ([.. found], [.. rules.Select((rule, number) => Tally(rule.Rule, rule.Set, judged.AsSpan(number * all.Count, all.Count)))]);
    }

    private static RuleTally Tally(Rule rule, string set, ReadOnlySpan<(ClusterContents, Findings Findings)> judged)
    {
        var (passed, failed, unknown) = (0, 0, 0);
        foreach (var (_, findings) in judged)
            switch (findings.Outcome)
            {
                case RuleOutcome.Pass:
                    passed++;
                    break;
                case RuleOutcome.Fail:
                    failed++;
                    break;
                default:
                    unknown++;
                    break;
            }

        return new RuleTally(rule, set, passed, failed, unknown);
    }
}
