using GitOpsGen.Check;
using GitOpsGen.Check.Rules;
using GitOpsGen.Check.Schemas;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Schemas;

namespace GitOpsGen.Validate;

/// <summary>Judges the contents of clusters by every rule that has them for its subject.</summary>
/// <param name="custom">Rules of the fleet's own.</param>
/// <param name="schemas">What the objects are held to, besides the definitions among them.</param>
public sealed class Judgement(ValidationOptions options, RuleSet<ClusterContents> custom, IReadOnlyList<SchemaLibrary> schemas)
{
    private readonly List<(Rule Rule, string Set)> rules =
    [
        .. RuleCatalogue
            .Sets.Where(set => set is RuleSet<ClusterContents> or RuleSet<SchemaSubject>)
            .Append(custom)
            .SelectMany(set => set.Catalogue.Select(rule => (rule, set.Title)))
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
                var contents = all[place] with { AsOf = options.AsOf };
                var held = new SchemaSubject(contents, schemas);
                for (var rule = 0; rule < rules.Count; rule++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    judged[(rule * all.Count) + place] = (all[place], Judge(rules[rule].Rule, contents, held));
                }

                progress.Step(all[place].Name);
            }
        );
        var found = judged.SelectMany(one => one.Findings.All.Select(finding => FoundAt.Of(finding, one.Contents.Name)));
        return ([.. found], [.. rules.Select((rule, number) => Tally(rule.Rule, rule.Set, judged.AsSpan(number * all.Count, all.Count)))]);
    }

    private static Findings Judge(Rule rule, ClusterContents contents, SchemaSubject held) =>
        rule switch
        {
            Rule<ClusterContents> ofContents => ofContents.Judge(contents),
            Rule<SchemaSubject> ofSchemas => ofSchemas.Judge(held),
            _ => throw new InvalidOperationException($"nobody has what {rule.Id} judges"),
        };

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
