using System.Collections.Concurrent;
using System.Collections.Immutable;
using GitOpsGen.Check.Alertmanager;
using GitOpsGen.Check.Alerts;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Pipeline;
using GitOpsGen.Pipeline.Alerts;

namespace GitOpsGen.Validate;

/// <summary>
/// Asks promtool and amtool about the rules and the configurations of Alertmanager that clusters get, and runs the unit tests of alerts.
/// </summary>
/// <param name="folder">What lies in it is no tool.</param>
public sealed class AlertJudgement(string folder, ValidationOptions options)
{
    // What the two tools, and the readers of their input, look at.
    private static readonly ImmutableHashSet<string> Looked =
    [
        "ConfigMap",
        "Secret",
        "external-secrets.io/ExternalSecret",
        "argoproj.io/AnalysisTemplate",
        "argoproj.io/ClusterAnalysisTemplate",
        "keda.sh/ScaledJob",
        "keda.sh/ScaledObject",
        "monitoring.coreos.com/Alertmanager",
        "monitoring.coreos.com/AlertmanagerConfig",
        "monitoring.coreos.com/PrometheusRule",
    ];

    private readonly ConcurrentDictionary<string, ClusterContents> kept = new(StringComparer.Ordinal);
    private readonly PrometheusTools tools = PrometheusTools.Find(EngineLimits.Default, folder);

    private bool IsAsked =>
        options.Rules.ContainsAny(AlertRules.Rules)
        || options.Rules.ContainsAny(AlertTestRules.Rules)
        || options.Rules.ContainsAny(AlertmanagerRules.Rules);

    /// <summary>Keeps what is to be asked about of what was read for others.</summary>
    public void Keep(ContentsSource source, ClusterContents read)
    {
        if (IsAsked)
            kept[source.Name] = Only(read);
    }

    /// <summary>What of the sources is to be asked about, read while it is there.</summary>
    public IReadOnlyList<ContentsSource> Look(IReadOnlyList<ContentsSource> sources, JudgedMemory memory) =>
        !IsAsked ? []
        : memory.Knows(Key(sources)) ? sources
        : [.. sources.Select(Kept)];

    /// <param name="suites">Unit tests of alerts.</param>
    /// <param name="queries">Of the fleet itself.</param>
    public async Task<SubjectJudgement> JudgeAsync(
        IReadOnlyList<ContentsSource> sources,
        IReadOnlyList<AlertTestSuite> suites,
        IReadOnlyList<AskedQuery> queries,
        JudgedMemory memory,
        CancellationToken cancellation
    )
    {
        if (!IsAsked)
            return new SubjectJudgement([], []);
        var judged = await memory.GetAsync(
            Key(sources),
            async () =>
                new Judged(
                    0,
                    [.. await tools.CheckAsync([.. sources.Select(source => Only(source.Read()))], [], [], cancellation)],
                    ImmutableSortedDictionary<string, RuleOutcome>.Empty
                )
        );
        var tests = await tools.CheckAsync([], suites, queries, cancellation);
        var tallies = suites.Select(suite => SubjectJudgement.Of(AlertTestRules.Rules, suite, options.Rules).Tallies);
        return new SubjectJudgement([.. judged.Found, .. tests], [.. Together(tallies.SelectMany(some => some))]);
    }

    private string Key(IEnumerable<ContentsSource> sources) =>
        Digest.OfText(string.Join('\n', [Judgement.Tool, tools.Stamp, .. sources.Select(source => source.Digest)]));

    private ContentsSource Kept(ContentsSource source)
    {
        var contents = kept.GetValueOrDefault(source.Name) ?? Only(source.Read());
        return source with { ReadEach = _ => contents };
    }

    private static ClusterContents Only(ClusterContents whole) =>
        whole with
        {
            Parts = [.. whole.Parts.Select(part => part with { Objects = new([.. part.Objects.Objects.Where(IsLooked)]) })],
        };

    private static bool IsLooked(Manifest manifest) => Looked.Contains(manifest.GroupKind);

    private static IEnumerable<RuleTally> Together(IEnumerable<RuleTally> tallies) =>
        tallies
            .GroupBy(tally => tally.Rule.Id, StringComparer.Ordinal)
            .Select(same =>
                same.First() with
                {
                    Passed = same.Sum(tally => tally.Passed),
                    Failed = same.Sum(tally => tally.Failed),
                    CannotTell = same.Sum(tally => tally.CannotTell),
                }
            );
}
