using System.Collections.Immutable;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Acceptance;
using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Wiring.Selection;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>What a Probe has its prober ask: static targets, which win, or the hosts and paths of Ingresses.</summary>
internal sealed class ProbeTargets(ScrapeContext context)
{
    private readonly YamlMap? targets = context.Spec.Map("targets");

    private readonly string prober = context.Spec.Map("prober")?.Text("url") ?? "";

    private MonitorEndpoint Endpoint => new("spec", context.Spec);

    public ScrapeOutcome Find() =>
        targets?.Map("staticConfig") is { } fixedOnes ? Static(fixedOnes) : Ingress(targets?.Map("ingress") ?? context.Spec);

    private ScrapeOutcome Static(YamlMap config)
    {
        if (targets?.Map("ingress") is not null)
            context.Warn(
                WiringWarning.IngressIgnored,
                "targets has staticConfig and ingress: the static ones win, and the Ingresses are not probed"
            );
        var urls = config.Texts("static").Select(url => url.Text).Where(url => url.Length > 0).ToList();
        if (urls.Count == 0)
            return ScrapeOutcome.Failed(
                [],
                new Step(Hop.TargetSelector, Answer.No, $"{context.Shown} lists static targets", "the list is empty")
                {
                    Mend = "Write what to probe under staticConfig.static.",
                    At = config.At,
                }
            );
        return Pool(
            [new Step(Hop.TargetSelector, Answer.Yes, $"{context.Shown} lists static targets", $"{urls.Count} of them") { At = config.At }],
            config,
            [.. urls.Select(Probe)]
        );
    }

    private ScrapeOutcome Ingress(YamlMap config)
    {
        var spaces = TargetSpaces.Of(context.Scraper, context.Monitor, config.Map("namespaceSelector"));
        var selector = Selector.Read(config, "selector") is { IsNil: false } said ? said : new Selector([]);
        var found = context
            .Index.Ingresses.Where(one =>
                spaces.Has(Spaces.Of(one)) && selector.Selects(PodReader.Known(one.Metadata, "labels"), Matching.Pattern) == Answer.Yes
            )
            .ToList();
        if (found.Count == 0)
            return ScrapeOutcome.Failed([], new TargetSearch(context, selector, spaces).NoIngress());
        var shown = string.Join(", ", found.Take(3).Select(one => $"Ingress {Spaces.FullName(one)}"));
        Step[] steps =
        [
            new(Hop.TargetSelector, Answer.Yes, $"{context.Shown} asks for Ingresses with {selector} in {spaces.Shown}", shown)
            {
                At = config.At,
            },
        ];
        var candidates = found.SelectMany(Rules).ToList();
        return candidates.Count == 0
            ? ScrapeOutcome.Failed(
                steps,
                new Step(Hop.Port, Answer.No, "hosts and paths of the Ingress", $"{shown} has no rule with a host")
                {
                    Mend = "Give the Ingress a rule with a host.",
                }
            )
            : Pool(steps, config, candidates);
    }

    private ScrapeOutcome Pool(IEnumerable<Step> steps, YamlMap config, List<Candidate> candidates)
    {
        var pool = new TargetPool(context, Endpoint, [.. context.OfClass, .. Relabeling.ReadAll(config, "relabelingConfigs")]);
        return new ScrapeOutcome([.. steps], [pool.Finish([], candidates)]);
    }

    private IEnumerable<Candidate> Rules(Manifest ingress) =>
        (ingress.Spec?.List("rules") ?? [])
            .OfType<YamlMap>()
            .Where(rule => rule.Text("host") is { Length: > 0 })
            .SelectMany(rule => Paths(rule).Select(path => Probe($"{Scheme(ingress, rule.Text("host")!)}://{rule.Text("host")}{path}")));

    private static IEnumerable<string> Paths(YamlMap rule)
    {
        var paths = (rule.Map("http")?.List("paths") ?? [])
            .OfType<YamlMap>()
            .Select(path => path.Text("path") is { Length: > 0 } said ? said : "/")
            .ToImmutableArray();
        return paths.IsEmpty ? ["/"] : paths;
    }

    private static string Scheme(Manifest ingress, string host) =>
        (ingress.Spec?.List("tls") ?? []).OfType<YamlMap>().SelectMany(tls => tls.Texts("hosts")).Any(one => IsFor(one.Text, host))
            ? "https"
            : "http";

    private static bool IsFor(string name, string host) =>
        name == host
        || (
            name.StartsWith("*.", StringComparison.Ordinal)
            && host.IndexOf('.', StringComparison.Ordinal) is var dot and > 0
            && host[dot..] == name[1..]
        );

    private Candidate Probe(string url)
    {
        var labels = new TargetLabels();
        labels.Set("__address__", prober);
        labels.Set("__param_target", url);
        labels.Set("__param_module", context.Spec.Text("module") ?? "");
        labels.Set("instance", url);
        labels.Set("namespace", Spaces.Of(context.Monitor));
        labels.Set("job", context.Spec.Text("jobName") is { Length: > 0 } job ? job : $"probe/{context.FullName}");
        labels.Set("__metrics_path__", context.Spec.Map("prober")?.Text("path") is { Length: > 0 } path ? path : "/probe");
        return new Candidate(labels, null, null, null, null, null) { Address = url, Via = prober };
    }
}
