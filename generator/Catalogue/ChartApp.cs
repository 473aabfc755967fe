using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

/// <summary>What a chart is and makes, as far as it could be read.</summary>
/// <param name="Digest">SHA-256 of the .tgz, in hex; null: nobody could read it.</param>
public sealed record ChartFacts(
    string? Digest,
    ImmutableArray<string> Namespaces,
    ImmutableArray<string> ClusterKinds,
    ImmutableArray<string> Kinds
)
{
    /// <summary>What most charts make.</summary>
    public static ChartFacts Guess(string space) => new(null, [space], [], ["ConfigMap", "Service", "ServiceAccount", "apps/Deployment"]);
}

/// <summary>Makes an app of a chart of a repository or registry. Argo CD inflates it, so a render needs neither it nor a network.</summary>
public sealed class ChartApp(ChartReference chart, AppNaming naming)
{
    private const string Values = "values.yaml";

    public string Name => naming.Name ?? DnsLabel.Mend(chart.Name);

    public string Namespace => naming.Namespace ?? Name;

    public CatalogueApp With(ChartFacts facts)
    {
        var text = new AppDescription(Name, chart.Version, Namespace)
        {
            Description = $"The chart {chart.Name} of {chart.Repository}.",
            GuessesNamespace = naming.Namespace is null,
        }.Write(Rest(facts));
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [SourceFolder.DescriptionFile] = Encoding.UTF8.GetBytes(text),
            [Values] = Encoding.UTF8.GetBytes("# What is said here wins over the chart's own values (`helm show values`).\n{}\n"),
        };
        var document = YamlReader.ReadMap(SourceFolder.DescriptionFile, text, new DiagnosticBag())!;
        return CatalogueApp.Read(Name, document.Map("spec")!, FolderApp.InFleet(Name, files));
    }

    private string Rest(ChartFacts facts)
    {
        var text = new StringBuilder(
            $"""
              delivery: helm
              chart:
                repository: {YamlSplice.Flow(chart.Repository)}
                name: {YamlSplice.Flow(chart.Name)}
                version: {YamlSplice.Flow(chart.Version)}

            """
        );
        if (facts.Digest is { } digest)
            text.Append($"    digest: {YamlSplice.Flow($"sha256:{digest}")}\n");
        text.Append($"    releaseName: {YamlSplice.Flow(Name)}\n");
        if (facts.Digest is null)
            text.Append($"    # {Placeholders.Mark}: what the chart makes; nobody could read it, so this is a guess.\n");
        text.Append("    produces:\n");
        foreach (
            var (key, items) in new[] { ("namespaces", facts.Namespaces), ("clusterKinds", facts.ClusterKinds), ("kinds", facts.Kinds) }
        )
            if (!items.IsEmpty)
                text.Append($"      {key}: [{string.Join(", ", items.Select(YamlSplice.Flow))}]\n");
        return text.Append($"  values: [{Values}]\n").ToString();
    }
}
