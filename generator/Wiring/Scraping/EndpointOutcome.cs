using System.Collections.Immutable;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>What comes of one endpoint of a monitor: its last hops, and its targets where they hold.</summary>
/// <param name="Steps">The last may fail.</param>
internal sealed record EndpointOutcome(string Path, ImmutableArray<Step> Steps, ImmutableArray<Target> Targets)
{
    public Step? Failing => Steps.FirstOrDefault(step => step.Answer != Answer.Yes);

    public static EndpointOutcome Failed(string path, Step step) => new(path, [step], []);
}

/// <summary>What comes of a monitor: the hops of all its endpoints, and each endpoint.</summary>
internal sealed record ScrapeOutcome(ImmutableArray<Step> Steps, ImmutableArray<EndpointOutcome> Endpoints)
{
    public static ScrapeOutcome Failed(IEnumerable<Step> steps, Step last) => new([.. steps, last], []);
}
