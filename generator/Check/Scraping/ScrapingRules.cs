using GitOpsGen.Check.Rules;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Scraping;

/// <summary>What holds for the way that applications are scraped, beyond who selects what.</summary>
public static class ScrapingRules
{
    public static RuleSet<ClusterContents> Rules { get; } =
        new("Scraping", [ProbeRule.Complete, AnnotationRule.OnPods, StrictRule.Passes, MergeRules.Reads, MergeRules.IsOn]);
}
