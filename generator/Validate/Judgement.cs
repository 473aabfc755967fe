using System.Collections.Concurrent;
using System.Collections.Immutable;
using GitOpsGen.Check;
using GitOpsGen.Check.Rules;
using GitOpsGen.Check.Schemas;
using GitOpsGen.Check.Secrets;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Pipeline;

namespace GitOpsGen.Validate;

/// <summary>Judges the contents of clusters by every rule that has them for its subject.</summary>
/// <param name="custom">Rules of the fleet's own.</param>
/// <param name="schemas">What the objects are held to, besides the definitions among them.</param>
/// <param name="conditions">What else the outcome depends on, besides the contents: texts of rules.</param>
public sealed class Judgement(
    ValidationOptions options,
    RuleSet<ClusterContents> custom,
    SchemaPlaces schemas,
    string conditions,
    JudgedMemory memory
)
{
    internal static readonly string Tool = typeof(Judgement).Assembly.ManifestModule.ModuleVersionId.ToString();

    private readonly ConcurrentDictionary<string, bool> withoutSecrets = new(StringComparer.Ordinal);

    private readonly ImmutableArray<(Rule Rule, RuleSet Set)> rules =
    [
        .. RuleCatalogue
            .Sets.Where(set => set is RuleSet<ClusterContents> or RuleSet<SchemaSubject>)
            .Append(custom)
            .SelectMany(set => set.Catalogue.Select(rule => (rule, set)))
            .Where(one => options.Rules.Contains(one.rule.Id)),
    ];

    /// <param name="look">Sees what had to be read; of several at once.</param>
    public async Task<(IReadOnlyList<FoundAt> Found, IReadOnlyList<RuleTally> Tallies, int Objects)> OfAsync(
        IReadOnlyList<ContentsSource> sources,
        Action<ContentsSource, ClusterContents> look,
        IProgress progress,
        CancellationToken cancellation
    )
    {
        if (rules.Any(rule => rule.Set is RuleSet<SchemaSubject>))
            await schemas.FetchAsync(sources, cancellation);
        var judged = new Judged[sources.Count];
        progress.Begin("judging", sources.Count);
        Parallel.For(
            0,
            sources.Count,
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            number =>
            {
                judged[number] = memory.Get(Key(sources[number].Digest), () => Judge(sources[number], look, cancellation));
                progress.Step(sources[number].Name);
            }
        );
        var found = sources.Zip(judged).SelectMany(one => one.Second.Found.Select(finding => FoundAt.Of(finding, one.First.Name)));
        return ([.. found], [.. rules.Select(rule => Tally(rule.Rule, rule.Set.Title, judged))], judged.Sum(one => one.Objects));
    }

    /// <summary>It was judged by every rule of credentials, and passed: its text may lie where it did not lie before.</summary>
    public bool IsWithoutSecrets(ContentsPart part) => part.Digest is { } digest && withoutSecrets.ContainsKey(digest);

    private Judged Judge(ContentsSource source, Action<ContentsSource, ClusterContents> look, CancellationToken cancellation)
    {
        var alone = rules.Where(rule => rule.Set.IsPerObject).ToList();
        // What is judged by itself is judged while it is there as it was read: that takes less time.
        var contents = Dated(source.ReadEach(part => JudgeAhead(Dated(part), alone, cancellation)));
        look(source, contents);
        var together = Judge(contents, rules.Where(rule => !rule.Set.IsPerObject), cancellation);
        return alone.Count == 0
            ? together
            : Judged.Of(
                contents.Objects.Objects.Length,
                contents.Parts.Select(part => JudgePart(contents with { Parts = [part] }, alone, cancellation)).Prepend(together)
            );
    }

    // What nothing stands for would be judged twice.
    private void JudgeAhead(ClusterContents part, IReadOnlyList<(Rule, RuleSet)> by, CancellationToken cancellation)
    {
        if (by.Count > 0 && part.Parts is [{ Digest: not null }])
            JudgePart(part, by, cancellation);
    }

    private Judged JudgePart(ClusterContents part, IReadOnlyList<(Rule, RuleSet)> by, CancellationToken cancellation)
    {
        if (part.Parts is not [{ Digest: { } digest }])
            return Judge(part, by, cancellation);
        var judged = memory.Get(Key(ContentsSource.DigestOf(part, [digest])), () => Judge(part, by, cancellation));
        if (SecretRules.Rules.Catalogue.All(rule => judged.Outcomes.TryGetValue(rule.Id, out var outcome) && outcome == RuleOutcome.Pass))
            withoutSecrets[digest] = true;
        return judged;
    }

    private ClusterContents Dated(ClusterContents contents) => contents with { AsOf = options.AsOf };

    private Judged Judge(ClusterContents contents, IEnumerable<(Rule Rule, RuleSet Set)> by, CancellationToken cancellation)
    {
        var held = new Lazy<SchemaSubject>(() => new SchemaSubject(contents, schemas.Of(contents)));
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        var outcomes = ImmutableSortedDictionary.CreateBuilder<string, RuleOutcome>(StringComparer.Ordinal);
        foreach (var (rule, _) in by)
        {
            cancellation.ThrowIfCancellationRequested();
            var findings = Judge(rule, contents, held);
            found.AddRange(findings.All);
            outcomes[rule.Id] = findings.Outcome;
        }

        return new Judged(contents.Objects.Objects.Length, found.ToImmutable(), outcomes.ToImmutable());
    }

    private static Findings Judge(Rule rule, ClusterContents contents, Lazy<SchemaSubject> held) =>
        rule switch
        {
            Rule<ClusterContents> ofContents => ofContents.Judge(contents),
            Rule<SchemaSubject> ofSchemas => ofSchemas.Judge(held.Value),
            _ => throw new InvalidOperationException($"nobody has what {rule.Id} judges"),
        };

    private string Key(string subject) =>
        Digest.OfText(
            string.Join('\n', [Tool, subject, conditions, schemas.Digest, $"{options.AsOf:O}", .. rules.Select(rule => rule.Rule.Id)])
        );

    private static RuleTally Tally(Rule rule, string set, IReadOnlyList<Judged> judged)
    {
        var outcomes = judged.Select(one => one.Outcomes.GetValueOrDefault(rule.Id)).ToLookup(outcome => outcome);
        return new RuleTally(
            rule,
            set,
            outcomes[RuleOutcome.Pass].Count(),
            outcomes[RuleOutcome.Fail].Count(),
            outcomes[RuleOutcome.CannotTell].Count()
        );
    }
}
