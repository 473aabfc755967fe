namespace GitOpsGen.Relocate.Languages;

/// <summary>The text of a Prometheus configuration, read once for all its mentions; it need not be valid YAML.</summary>
public sealed class ScrapeConfiguration
{
    private readonly string text;
    private readonly List<ScrapeJob> jobs;

    private ScrapeConfiguration(string text)
    {
        this.text = text;
        jobs = Jobs(ScrapeLines.Read(text));
    }

    /// <summary>Whether a text holds scrape jobs.</summary>
    public static bool IsOne(string text) =>
        text.Contains("scrape_configs:", StringComparison.Ordinal)
        || (
            text.Contains("job_name:", StringComparison.Ordinal)
            && (
                text.Contains("_sd_configs:", StringComparison.Ordinal)
                || text.Contains("static_configs:", StringComparison.Ordinal)
                || text.Contains("relabel_configs:", StringComparison.Ordinal)
            )
        );

    public static ScrapeConfiguration Parse(string text) => new(text);

    public static Judgement? Judge(string text, int offset, RelocationRequest request, Inventory inventory) =>
        Parse(text).Judge(offset, request, inventory);

    public Judgement? Judge(int offset, RelocationRequest request, Inventory inventory)
    {
        if (IsComment(offset))
            return new Judgement(Verdict.Keep, Category.Comment, "A comment of the configuration");
        if (SmallLanguages.Judge(text, offset, request, inventory) is { } named)
            return named;
        if (jobs.Find(job => job.Start <= offset && offset <= job.End) is not { } job)
            return new Judgement(Verdict.Review, Category.ScrapeConfiguration, "The mention stands in no scrape job");
        var rule = job.RuleAt(offset);
        if (!job.IsNamespace(offset, rule))
            return new Judgement(
                Verdict.Review,
                Category.ScrapeConfiguration,
                $"It is no namespace here, but another value of the job {job.Name}"
            );
        var evidence = new NameEvidence(request, inventory);
        if (rule is not null)
            ScrapeRegex.AddEvidence(rule, request.From, evidence);
        if (!evidence.Known && rule is not { Action: "drop" } and not { OfMetrics: true })
            job.AddEvidence(evidence);
        return evidence.Judge(Category.ScrapeConfiguration, $"Nothing says which objects of the namespace the job {job.Name} scrapes");
    }

    private bool IsComment(int offset)
    {
        var start = NameScanner.Line(text, offset).Start;
        var line = text[start..offset];
        return line.TrimStart().StartsWith('#')
            || (
                line.IndexOf(" #", StringComparison.Ordinal) is >= 0 and var hash && line[..hash].Count(one => one is '"' or '\'') % 2 == 0
            );
    }

    // A job is the item of a list that holds job_name, wherever in the item that stands.
    private static List<ScrapeJob> Jobs(List<ScrapeLine> lines)
    {
        var found = new List<ScrapeJob>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Key != "job_name")
                continue;
            var first = i;
            while (first > 0 && !(lines[first].IsItem && lines[first].Column == lines[i].Column) && lines[first].Indent >= lines[i].Column)
                first--;
            var end = i + 1;
            while (end < lines.Count && lines[end].Indent > lines[first].Indent)
                end++;
            found.Add(new ScrapeJob(lines[first..end]));
            i = end - 1;
        }

        return found;
    }
}
