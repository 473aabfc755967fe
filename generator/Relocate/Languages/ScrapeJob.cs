namespace GitOpsGen.Relocate.Languages;

/// <summary>One step of relabelling.</summary>
internal sealed record ScrapeRule(int Start, int End, bool OfMetrics, string Action, IReadOnlyList<string> Labels, string Regex);

/// <summary>One scrape job: what it says about what it scrapes.</summary>
internal sealed class ScrapeJob(IReadOnlyList<ScrapeLine> lines)
{
    // What system components are called in the names of jobs; none of them is part of a move.
    private static readonly string[] SystemJobs =
    [
        "coredns",
        "kube-dns",
        "kubedns",
        "kube-proxy",
        "kubeproxy",
        "apiserver",
        "api-server",
        "etcd",
        "cilium",
        "hubble",
        "retina",
        "azure-cns",
        "csi-",
        "konnectivity",
        "metrics-server",
        "node-exporter",
        "windows-exporter",
        "cluster-autoscaler",
        "kube-scheduler",
        "controller-manager",
        "acstor",
        "networkobservability",
        "node-local-dns",
    ];

    private readonly List<ScrapeRule> rules = Rules(lines);

    public int Start => lines[0].Start;

    public int End => lines[^1].End;

    public string Name => ScrapeLines.Plain(lines.FirstOrDefault(line => line.Key == "job_name").Value ?? "");

    public ScrapeRule? RuleAt(int offset) => rules.Find(rule => rule.Start <= offset && offset <= rule.End);

    /// <summary>
    /// Whether the value at the offset is a namespace: where pods are discovered, or what relabelling compares a label of that name with.
    /// </summary>
    public bool IsNamespace(int offset, ScrapeRule? rule)
    {
        var at = LastAt(offset);
        while (at > 0 && lines[at].Key.Length == 0)
            at--;
        var key = at < 0 ? "" : lines[at].Key;
        return rule is not null
            ? key != "regex" || rule.Labels.Any(PromLabels.IsNamespace) || rule.Action.Contains("label", StringComparison.Ordinal)
            : key is "names" or "own_namespace" or "names:" || PromLabels.IsNamespace(key) || key.Length == 0;
    }

    private int LastAt(int offset)
    {
        for (var i = lines.Count - 1; i >= 0; i--)
            if (lines[i].Start <= offset)
                return i;
        return -1;
    }

    /// <summary>The names in what the job keeps, selects and is called.</summary>
    public void AddEvidence(NameEvidence evidence)
    {
        evidence.Add(Name, "job");
        if (!evidence.Known && SystemJobs.Any(word => Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            evidence.Stays($"what the job {Name} scrapes, a part of the system,");
        foreach (var rule in rules.Where(rule => !rule.OfMetrics && rule.Action == "keep"))
            ScrapeRegex.AddEvidence(rule, null, evidence);
        foreach (var line in lines.Where(line => line.Key is "label" or "field"))
            Selector(ScrapeLines.Plain(line.Value), evidence);
    }

    private static void Selector(string value, NameEvidence evidence)
    {
        foreach (var pair in value.Split(',').Where(pair => !pair.Contains('!', StringComparison.Ordinal)))
        {
            var equals = pair.LastIndexOf('=');
            if (equals > 0)
                evidence.Add(pair[(equals + 1)..].Trim(), "selector");
        }
    }

    private static List<ScrapeRule> Rules(IReadOnlyList<ScrapeLine> lines)
    {
        var found = new List<ScrapeRule>();
        var ofMetrics = false;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Key.EndsWith("relabel_configs", StringComparison.Ordinal))
                ofMetrics = lines[i].Key.StartsWith("metric", StringComparison.Ordinal);
            if (
                !lines[i].IsItem
                || lines[i].Key is not ("source_labels" or "regex" or "action" or "target_label" or "replacement" or "separator")
            )
                continue;
            var end = i + 1;
            while (end < lines.Count && lines[end].Indent > lines[i].Indent)
                end++;
            found.Add(Rule([.. lines.Skip(i).Take(end - i)], ofMetrics));
            i = end - 1;
        }

        return found;
    }

    private static ScrapeRule Rule(List<ScrapeLine> lines, bool ofMetrics)
    {
        string Of(string key) => ScrapeLines.Plain(lines.Find(line => line.Key == key).Value ?? "");
        var at = lines.FindIndex(line => line.Key == "source_labels");
        var labels =
            at < 0 ? []
            : lines[at].Value.Length > 0 ? ScrapeLines.List(lines[at].Value).ToList()
            : [.. lines.Skip(at + 1).TakeWhile(line => line.Key.Length == 0).Select(line => ScrapeLines.Plain(line.Value))];
        return new ScrapeRule(lines[0].Start, lines[^1].End, ofMetrics, Of("action"), labels, Of("regex"));
    }
}
