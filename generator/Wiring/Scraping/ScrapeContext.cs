using System.Collections.Immutable;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Wiring.Selection;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>One monitor read by one Prometheus; collects what a reader should know of it.</summary>
internal sealed class ScrapeContext(
    WiringIndex index,
    Scraper scraper,
    MonitorKind kind,
    Manifest monitor,
    Func<string, GoPattern> patterns
)
{
    private readonly List<WiringWarning> warnings = [];

    public WiringIndex Index => index;

    public Scraper Scraper => scraper;

    public MonitorKind Kind => kind;

    public Manifest Monitor => monitor;

    public YamlMap Spec { get; } = monitor.Spec ?? YamlMap.Empty(monitor.Document.At);

    public string FullName { get; } = Spaces.FullName(monitor);

    public string Shown => $"{kind.Kind} {FullName}";

    public IReadOnlyList<WiringWarning> Warnings => warnings;

    public Func<string, GoPattern> Patterns => patterns;

    public Matching Matching => Spec.Text("selectorMechanism") == "RoleSelector" ? Matching.Exact : Matching.Pattern;

    /// <summary>Those that a scrape class of the Prometheus puts before the monitor's own.</summary>
    public ImmutableArray<Relabeling> OfClass { get; } = Class(scraper, monitor.Spec?.Text("scrapeClass"));

    public void Warn(string code, string text)
    {
        if (!warnings.Exists(known => known.Code == code && known.Text == text))
            warnings.Add(new WiringWarning(code, text));
    }

    /// <summary>Whether a text of a relabel rule takes a name; unknown where the pattern is not understood.</summary>
    public Answer Takes(string pattern, string name) =>
        pattern == name ? Answer.Yes
        : patterns(pattern).Match(name) is { } match ? Answers.Of(match.IsMatch)
        : Answer.Unknown;

    private static ImmutableArray<Relabeling> Class(Scraper scraper, string? name)
    {
        var classes = scraper.Spec.List("scrapeClasses").OfType<YamlMap>();
        var used = classes.FirstOrDefault(one => name is { Length: > 0 } ? one.Text("name") == name : one.Flag("default"));
        return Relabeling.ReadAll(used, "relabelings");
    }
}
