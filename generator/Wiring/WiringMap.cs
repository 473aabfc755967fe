using System.Collections.Immutable;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Discovery;

namespace GitOpsGen.Wiring;

/// <summary>The same port of the same pods, hit twice by one Prometheus.</summary>
public sealed record DoubleTarget(Scraper Scraper, Target First, Target Second);

/// <summary>A port that looks as if it had metrics, and that nobody scrapes.</summary>
/// <param name="Owner">Such as <c>Service shop/cart</c>.</param>
/// <param name="Sign">What makes it look so, such as <c>port metrics</c>.</param>
/// <param name="Answer">No: nobody scrapes it; unknown: somebody may who is not seen.</param>
public sealed record UnscrapedPort(string Owner, string Sign, Answer Answer, string Reason, Diagnostics.Position At)
{
    /// <summary>A monitor takes it, and what that scrapes cannot be told; whoever reads of the monitor needs no second line.</summary>
    public bool IsOfMonitor { get; init; }
}

/// <summary>Everything that is scraped in one environment, or at one path, and by whom.</summary>
public sealed record WiringMap(ClusterContents Contents, ImmutableArray<Scraper> Scrapers, ImmutableArray<MonitorReport> Monitors)
{
    public ImmutableArray<DoubleTarget> Doubles { get; init; } = [];

    public ImmutableArray<UnscrapedPort> Unscraped { get; init; } = [];

    /// <summary>The Services and what makes pods, as <c>namespace/name</c>: what a reader may ask for.</summary>
    public ImmutableArray<string> TargetNames { get; init; } = [];

    /// <summary>The Services of the kubelets, which nobody renders.</summary>
    public ImmutableArray<ServiceSource> NodeServices { get; init; } = [];

    /// <summary>Why anything here may be scraped though no monitor leads to it; null where it cannot be.</summary>
    public string? Doubt { get; init; }
}
