using System.Collections.Immutable;
using GitOpsGen.Check.Alertmanager;
using GitOpsGen.Check.Alerts;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Prometheus;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Processes;

namespace GitOpsGen.Pipeline.Alerts;

/// <summary>
/// Asks promtool and amtool, which are what they come with: rules, unit tests of alerts, configurations of Alertmanager and the ways to
/// their receivers. What several environments share is asked of once and said of each.
/// </summary>
/// <param name="Promtool">Null where it is not there, which is one note and no error.</param>
/// <param name="Amtool">Likewise.</param>
public sealed record PrometheusTools(Promtool? Promtool, Amtool? Amtool)
{
    /// <summary>From PATH, but for what lies in a repository.</summary>
    /// <param name="folders">In the repositories.</param>
    public static PrometheusTools Find(EngineLimits limits, params IEnumerable<string> folders)
    {
        var path = SearchPath.Outside(folders);
        return new PrometheusTools(
            path.Find("promtool") is { } promtool ? new Promtool(promtool, limits) : null,
            path.Find("amtool") is { } amtool ? new Amtool(amtool, limits) : null
        );
    }

    /// <summary>Stands for which tools these are.</summary>
    public string Stamp => string.Join(' ', new[] { Promtool?.Program, Amtool?.Program }.OfType<string>().Select(StampOf));

    public Task<IReadOnlyList<Diagnostic>> CheckAsync(ClusterContents contents, CancellationToken cancellation) =>
        CheckAsync([contents], [], [], cancellation);

    /// <param name="suites">Unit tests of alerts.</param>
    /// <param name="queries">Beside those of what the environments get.</param>
    public async Task<IReadOnlyList<Diagnostic>> CheckAsync(
        IReadOnlyList<ClusterContents> environments,
        IReadOnlyList<AlertTestSuite> suites,
        IReadOnlyList<AskedQuery> queries,
        CancellationToken cancellation
    )
    {
        List<Diagnostic> found =
        [
            .. await new RuleChecks(Promtool).CheckAsync(environments, cancellation),
            .. await new QueryChecks(Promtool).CheckAsync(environments.SelectMany(AskedQuery.Of).Concat(queries), cancellation),
            .. await new ConfigurationChecks(Amtool).CheckAsync(environments, cancellation),
            .. await new AlertTestRuns(Promtool).CheckAsync(suites, cancellation),
        ];
        return [.. found.Distinct()];
    }

    private static string StampOf(string program)
    {
        var file = new FileInfo(program);
        return $"{program} {file.Length} {file.LastWriteTimeUtc.Ticks}";
    }
}
