using System.Collections.Immutable;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Acceptance;
using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>What a ScrapeConfig discovers: static targets, pods, Services and endpoints; of all else only the cluster knows.</summary>
internal sealed class ScrapeConfigTargets(ScrapeContext context)
{
    private const string Kubernetes = "kubernetesSDConfigs";

    private readonly List<string> unknown = [];

    private readonly List<Candidate> found = [];

    private string job = "";

    private string elsewhere = "";

    public ScrapeOutcome Find()
    {
        job = context.Spec.Text("jobName") is { Length: > 0 } said ? said : $"scrapeConfig/{context.FullName}";
        foreach (
            var (field, value) in context
                .Spec.Entries.Select(entry => (entry.Key.Text, entry.Value))
                .Where(entry => entry.Value is YamlList { Items.Count: > 0 })
        )
            Read(field, ((YamlList)value).Items.OfType<YamlMap>());
        if (found.Count == 0)
            return ScrapeOutcome.Failed([], Nothing());
        if (unknown.Count > 0)
            context.Warn(WiringWarning.PartUnknown, unknown[0]);
        foreach (var candidate in found)
            candidate.Labels.Set("job", job);
        var pool = new TargetPool(
            context,
            new MonitorEndpoint("spec", context.Spec),
            [.. context.OfClass, .. Relabeling.ReadAll(context.Spec, "relabelings")],
            "metricsPath"
        );
        Step[] steps =
        [
            new(Hop.TargetSelector, Answer.Yes, $"{context.Shown} discovers", ServiceTargets.Found(found)) { At = context.Spec.At },
        ];
        return new ScrapeOutcome([.. steps], [WithUnknown(pool.Finish([], found))]);
    }

    // Nothing is left of what is seen; of what is not seen there might be.
    private EndpointOutcome WithUnknown(EndpointOutcome outcome) =>
        outcome.Failing is { Answer: Answer.No, Hop: Hop.Relabel } && unknown.Count > 0
            ? EndpointOutcome.Failed(outcome.Path, new Step(Hop.TargetSelector, Answer.Unknown, $"{context.Shown} discovers", unknown[0]))
            : outcome;

    private void Read(string field, IEnumerable<YamlMap> configs)
    {
        foreach (var config in configs)
            if (field == "staticConfigs")
                found.AddRange(config.Texts("targets").Select(target => Static(target.Text, config)));
            else if (field == Kubernetes)
                Discover(config);
            else if (field.EndsWith("SDConfigs", StringComparison.Ordinal))
                unknown.Add($"{field} names targets that only the cluster knows");
    }

    private static Candidate Static(string address, YamlMap config)
    {
        var labels = new TargetLabels();
        labels.Set("__address__", address);
        foreach (var (key, value) in LabelSelector.Pairs(config.Map("labels")))
            labels.Set(key, value);
        return new Candidate(labels, null, null, null, null, null) { Address = address };
    }

    private void Discover(YamlMap config)
    {
        var role = (config.Text("role") ?? "").ToLowerInvariant();
        if (config.Says("apiServer"))
            unknown.Add($"{Kubernetes} asks another API server");
        else if (role == "pod")
            Pods(Names(config), config);
        else if (role is "endpoints" or "endpointslice")
            Endpoints(Names(config), role, config);
        else if (role == "service")
            found.AddRange(Services(Names(config)).SelectMany(Ports));
        else
            unknown.Add($"the role {config.Text("role")} finds what nobody renders");
    }

    private void Pods(IReadOnlyCollection<string>? names, YamlMap config)
    {
        Doubt(context.Index.UnseenPods(names) ?? context.Index.Foreign(names));
        foreach (var pod in context.Index.Pods.Where(pod => pod.Idle.Length == 0 && IsSelected(config, "pod", pod.Labels.Pairs)))
            if (names is null || names.Contains(pod.Namespace, StringComparer.Ordinal))
                found.AddRange(PodDiscovery.Pod(pod));
            else
                elsewhere =
                    elsewhere.Length == 0 ? $"it looks into {string.Join(", ", names)}, and {pod.Shown} is in {pod.Namespace}" : elsewhere;
    }

    private void Endpoints(IReadOnlyCollection<string>? names, string role, YamlMap config)
    {
        Doubt(context.Index.UnseenServices(names));
        foreach (var service in Services(names).Where(service => IsSelected(config, role, service.Labels.Pairs)))
        {
            var backing = Backing.Of(context.Index, service);
            if (backing.Answer == Answer.Unknown)
                unknown.Add(backing.Found);
            found.AddRange(
                backing.Pods.SelectMany(pod => PodDiscovery.Service(service, pod, role)).Concat(RenderedEndpoints.Of(backing, role))
            );
        }
    }

    private void Doubt(string? unseen)
    {
        if (unseen is not null)
            unknown.Add(unseen);
    }

    private IEnumerable<ServiceSource> Services(IReadOnlyCollection<string>? names) =>
        context.Index.Services.Where(service =>
            service.Unrendered.Length == 0 && (names is null || names.Contains(service.Namespace, StringComparer.Ordinal))
        );

    private static IEnumerable<Candidate> Ports(ServiceSource service) =>
        service.Ports.Select(port =>
        {
            var labels = new TargetLabels();
            var address = $"{service.Name}.{service.Namespace}.svc:{port.Name}";
            labels.Set("__address__", address);
            MetaLabels.AddService(labels, service, null, "service");
            labels.Set("__meta_kubernetes_service_port_name", port.Name);
            return new Candidate(labels, null, null, null, service, port.Name) { Address = address };
        });

    // Nothing said: every namespace. ignoreNamespaceSelectors says nothing of these.
    private List<string>? Names(YamlMap config)
    {
        var namespaces = config.Map("namespaces");
        var names = (namespaces?.Texts("names") ?? []).Select(name => name.Text).ToList();
        if (namespaces?.Flag("ownNamespace") == true)
            names.Add(context.Scraper.Namespace);
        return names.Count == 0 ? null : names;
    }

    private bool IsSelected(YamlMap config, string role, IReadOnlyDictionary<string, string> labels)
    {
        var texts = config
            .List("selectors")
            .OfType<YamlMap>()
            .Where(one => one.Text("role")?.Equals(role, StringComparison.OrdinalIgnoreCase) == true);
        var map = Y.Map(labels.Select(pair => (pair.Key, (YamlNode?)Y.Text(pair.Value))));
        var answers = texts.Select(one => one.Says("field") ? null : LabelSelectorText.Selects(one.Text("label"), map)).ToList();
        if (answers.Contains(null))
            unknown.Add($"a selector of {Kubernetes} is not understood");
        return answers.TrueForAll(answer => answer == true);
    }

    private Step Nothing()
    {
        var asked = $"{context.Shown} discovers";
        if (unknown.Count > 0)
            return new Step(Hop.TargetSelector, Answer.Unknown, asked, unknown[0]) { At = context.Spec.At };
        return elsewhere.Length > 0
            ? new Step(Hop.TargetNamespace, Answer.No, asked, elsewhere)
            {
                Mend = $"Correct namespaces.names of {Kubernetes}; without it every namespace is looked into.",
                At = context.Spec[Kubernetes]?.At,
            }
            : new Step(Hop.TargetSelector, Answer.No, asked, "nothing of what it asks for is there")
            {
                Mend = $"Name what is to be scraped under staticConfigs or {Kubernetes}.",
                At = context.Spec.At,
            };
    }
}
