using System.Collections.Immutable;
using GitOpsGen.Check;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Pipeline;

namespace GitOpsGen.Validate;

/// <summary>Judges the contents of clusters by every rule that has them for its subject.</summary>
/// <param name="custom">Rules of the fleet's own.</param>
/// <param name="conditions">What else the outcome depends on, besides the contents: texts of rules.</param>
public sealed class Judgement(ValidationOptions options, RuleSet<ClusterContents> custom, string conditions, JudgedMemory memory)
{
    private static readonly string Tool = typeof(Judgement).Assembly.ManifestModule.ModuleVersionId.ToString();

    private readonly ImmutableArray<(Rule<ClusterContents> Rule, string Set)> rules =
    [
        .. RuleCatalogue
            .Sets.OfType<RuleSet<ClusterContents>>()
            .Append(custom)
            .SelectMany(set => set.Rules.Select(rule => (rule, set.Title)))
            .Where(one => options.Rules.Contains(one.rule.Id)),
    ];

    public (IReadOnlyList<FoundAt> Found, IReadOnlyList<RuleTally> Tallies, int Objects) Of(
        IReadOnlyList<ContentsSource> sources,
        IProgress progress,
        CancellationToken cancellation
    )
    {
        var judged = new Judged[sources.Count];
        progress.Begin("judging", sources.Count);
        Parallel.For(
            0,
            sources.Count,
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            number =>
            {
                judged[number] = memory.Get(Key(sources[number]), () => Judge(sources[number].Read(), cancellation));
                progress.Step(sources[number].Name);
            }
        );
        memory.Save();
        var found = sources.Zip(judged).SelectMany(one => one.Second.Found.Select(finding => FoundAt.Of(finding, one.First.Name)));
        return ([.. found], [.. rules.Select(rule => Tally(rule.Rule, rule.Set, judged))], judged.Sum(one => one.Objects));
    }

    private Judged Judge(ClusterContents read, CancellationToken cancellation)
    {
        var contents = read with { AsOf = options.AsOf };
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        var outcomes = ImmutableSortedDictionary.CreateBuilder<string, RuleOutcome>(StringComparer.Ordinal);
        foreach (var (rule, _) in rules)
        {
            cancellation.ThrowIfCancellationRequested();
            var findings = rule.Judge(contents);
            found.AddRange(findings.All);
            outcomes[rule.Id] = findings.Outcome;
        }

        return new Judged(contents.Objects.Objects.Length, found.ToImmutable(), outcomes.ToImmutable());
    }

    private string Key(ContentsSource source) =>
        Digest.OfText(string.Join('\n', [Tool, source.Digest, conditions, $"{options.AsOf:O}", .. rules.Select(rule => rule.Rule.Id)]));

    private static RuleTally Tally(Rule rule, string set, IReadOnlyList<Judged> judged)
    {
        var outcomes = judged.Select(one => one.Outcomes[rule.Id]).ToLookup(outcome => outcome);
        return new RuleTally(
            rule,
            set,
            outcomes[RuleOutcome.Pass].Count(),
            outcomes[RuleOutcome.Fail].Count(),
            outcomes[RuleOutcome.CannotTell].Count()
        );
    }
}
