using System.Collections.Immutable;
using System.Globalization;
using GitOpsGen.Wiring.Acceptance;
using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Wiring.Selection;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>One scrape job: relabels what was discovered, makes one of what became the same, and counts it.</summary>
internal sealed class TargetPool(
    ScrapeContext context,
    MonitorEndpoint endpoint,
    ImmutableArray<Relabeling> relabelings,
    string pathField = "path"
)
{
    private const string IntervalLabel = "__scrape_interval__";

    private readonly List<(Candidate Candidate, Relabeling Rule)> dropped = [];
    private readonly List<(Candidate Candidate, Relabeling? Rule, string Label)> doubtful = [];

    /// <param name="steps">The hops of this endpoint so far.</param>
    public EndpointOutcome Finish(IEnumerable<Step> steps, IReadOnlyList<Candidate> candidates)
    {
        var targets = Relabel(candidates);
        if (targets.Count == 0)
            return new EndpointOutcome(endpoint.Path, [.. steps, NothingLeft()], []);
        if (doubtful.Count > 0)
            context.Warn(WiringWarning.PartUnknown, $"{endpoint.Path}: {Doubt()}");
        var before = relabelings.IsEmpty
            ? steps
            : steps.Append(
                new Step(
                    Hop.Relabel,
                    Answer.Yes,
                    $"{endpoint.Path}: {relabelings.Length} relabelings",
                    $"they leave {Count(targets.Count)}"
                )
            );
        return Limit(targets) is { } limit
            ? new EndpointOutcome(endpoint.Path, [.. before, limit], [])
            : new EndpointOutcome(endpoint.Path, [.. before], [.. targets]);
    }

    private static string Count(int number) => number == 1 ? "1 target" : $"{number} targets";

    private List<Target> Relabel(IReadOnlyList<Candidate> candidates)
    {
        var (targets, seen) = (new List<Target>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var candidate in candidates)
        {
            Fill(candidate.Labels);
            var run = new RelabelRun(candidate.Labels, context.Patterns);
            var stays = run.Apply(relabelings);
            if (stays == Answer.No)
                dropped.Add((candidate, run.Decisive!));
            else if (stays == Answer.Unknown)
                doubtful.Add((candidate, run.Decisive, run.Doubt));
            else if (seen.Add(candidate.Labels.Identity()))
                targets.Add(Target(candidate));
        }

        return targets;
    }

    private void Fill(TargetLabels labels)
    {
        labels.Set("__scheme__", endpoint.Map.Text("scheme")?.ToLowerInvariant() is { Length: > 0 } scheme ? scheme : "http");
        if (labels["__metrics_path__"].Text.Length == 0)
            labels.Set("__metrics_path__", endpoint.Map.Text(pathField) is { Length: > 0 } path ? path : "/metrics");
        labels.Set(IntervalLabel, TimingChecks.Interval(context.Scraper, context.Kind, endpoint));
        foreach (var (name, value) in Parameters())
            labels.Set($"__param_{name}", value);
    }

    private IEnumerable<(string Name, string Value)> Parameters() =>
        (endpoint.Map.Map("params")?.Entries ?? []).Select(entry =>
            (
                entry.Key.Text,
                (entry.Value as YamlList)?.Items.OfType<YamlScalar>().FirstOrDefault()?.Text ?? (entry.Value as YamlScalar)?.Text ?? ""
            )
        );

    private Target Target(Candidate candidate)
    {
        var labels = candidate.Labels;
        var container = candidate.Container;
        return new Target(
            candidate.Pod?.FullName ?? "",
            container?.Name ?? "",
            candidate.Via.Length > 0 ? 0 : Port(labels["__address__"].Text),
            labels["__metrics_path__"].Text,
            labels["job"].Text,
            candidate.Service?.FullName ?? "",
            candidate.Address
        )
        {
            Via = candidate.Via,
            IsInit = container?.IsInit == true,
            By = context.FullName,
            Endpoint = endpoint.Path,
            Pods = candidate.Pod is { } pod ? pod.Count : PodCount.Of(1),
            Maker = candidate.Pod?.Maker,
            Namespace = labels["namespace"].Text,
            Interval = labels[IntervalLabel].Text,
            At = endpoint.Map.At,
            Parameters = string.Concat(
                labels
                    .All.Where(label => label.Key.StartsWith("__param_", StringComparison.Ordinal))
                    .Select(label => $"&{label.Key[8..]}={label.Value.Text}")
            ),
        };
    }

    private static int Port(string address) =>
        int.TryParse(address[(address.LastIndexOf(':') + 1)..], NumberStyles.None, null, out var port)
        && address.Contains(':', StringComparison.Ordinal)
            ? port
            : 0;

    private Step NothingLeft() =>
        doubtful.Count > 0
            ? new Step(Hop.Relabel, Answer.Unknown, $"{endpoint.Path} relabels", Doubt()) { At = endpoint.Map.At }
            : new Step(Hop.Relabel, Answer.No, $"{endpoint.Path}: {dropped[0].Rule}", Dropped())
            {
                Mend = "Correct the relabeling, or give the targets what it asks.",
                At = endpoint.Map.At,
            };

    private string Doubt() =>
        doubtful[0] is (_, { } rule, { Length: > 0 } label)
            ? $"whether \"{rule}\" keeps them depends on {label}, which only the cluster knows"
            : $"nobody can tell what \"{doubtful[0].Rule}\" takes";

    private string Dropped()
    {
        var near = dropped.Select(one => new MisplacedText(one.Candidate, one.Rule).Text).FirstOrDefault(text => text is not null);
        return $"it leaves none of {Count(dropped.Count)}{(near is null ? "" : $"; {near}")}";
    }

    // Prometheus counts the pods; where there are more than it may have, all of the job fail.
    private Step? Limit(IReadOnlyList<Target> targets)
    {
        int?[] limits =
        [
            context.Spec.Integer("targetLimit") ?? context.Scraper.Spec.Integer("targetLimit"),
            context.Scraper.Spec.Integer("enforcedTargetLimit"),
        ];
        if (limits.Where(limit => limit > 0).Min() is not { } most)
            return null;
        var count = targets.Sum(target => target.Replicas ?? 1);
        if (count > most)
            return new Step(
                Hop.Limit,
                Answer.No,
                $"targetLimit is {most}",
                $"{endpoint.Path} has {count} targets, so every one of them fails unscraped"
            )
            {
                Mend = $"Raise targetLimit to {count} or more, or ask for fewer.",
                At = context.Spec["targetLimit"]?.At ?? endpoint.Map.At,
            };
        return targets.Any(target => target.Replicas is null)
            ? new Step(
                Hop.Limit,
                Answer.Unknown,
                $"targetLimit is {most}",
                $"how many pods there are, only the cluster knows; with more than {most} every one fails unscraped"
            )
            {
                At = context.Spec["targetLimit"]?.At ?? endpoint.Map.At,
            }
            : null;
    }
}
