namespace GitOpsGen.Wiring.Cost;

/// <summary>What one endpoint of a monitor has a Prometheus scrape, of one app.</summary>
/// <param name="App">Whose pods they are; of what is no pod's, whose monitor it is. Empty outside of a fleet.</param>
/// <param name="Scraper">As people call it.</param>
/// <param name="Monitor">As people call it.</param>
/// <param name="Endpoint">The path in the monitor.</param>
/// <param name="Path">Of the request.</param>
/// <param name="Interval">Between two scrapes; above zero.</param>
/// <param name="Replicas">How many servers scrape the same target; shards part the targets among them, and count once.</param>
public sealed record ScrapeJob(
    string App,
    string Scraper,
    string Monitor,
    string Endpoint,
    string Job,
    string Path,
    SeriesFigure Series,
    TimeSpan Interval,
    int Replicas
)
{
    /// <summary>In one cluster.</summary>
    public Amount Targets { get; init; }

    /// <summary>Samples a minute in one cluster.</summary>
    public Amount PerMinute => Targets * (Series.Series * (60 / Interval.TotalSeconds) * Replicas);
}

/// <summary>What nobody can count.</summary>
/// <param name="App">As <see cref="ScrapeJob.App"/>.</param>
/// <param name="What">Such as <c>ServiceMonitor shop/cart endpoints[0]</c>, or who brings something unseen.</param>
/// <param name="Endpoints">How many endpoints it is; 0 where not even that is known.</param>
public sealed record NotCounted(string App, string What, int Endpoints, string Reason);
