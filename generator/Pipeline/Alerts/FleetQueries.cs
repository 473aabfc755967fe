using GitOpsGen.Check.Alerts;
using GitOpsGen.Load;

namespace GitOpsGen.Pipeline.Alerts;

/// <summary>
/// What the tool itself asks a Prometheus, as a fleet says it: before a wave is left, when something must be taken back, and how much an
/// autoscaler's replicas use. Its variables stand in texts alone, so that each can be read as it is.
/// </summary>
internal static class FleetQueries
{
    public static IEnumerable<AskedQuery> Of(Descriptions descriptions, IEnumerable<string> apps) =>
        (descriptions.Settings()?.Waves ?? [])
            .SelectMany(wave => wave.Leave.Queries.Select(query => Of($"wave \"{wave.Name}\"", query)))
            .Concat(apps.Select(app => descriptions.App(app, release: null)).OfType<App>().SelectMany(Of));

    private static IEnumerable<AskedQuery> Of(App app)
    {
        foreach (var trigger in app.Triggers)
            yield return Of($"app \"{app.Name}\"", trigger);
        if (app.Scaling is { } scaling)
            yield return new AskedQuery(scaling.At, $"app \"{app.Name}\", scaling.query", scaling.Query);
    }

    private static AskedQuery Of(string owner, Load.MetricQuery query) => new(query.At, $"{owner}, query \"{query.Name}\"", query.Text);
}
