using GitOpsGen.Load;

namespace GitOpsGen.Render;

/// <summary>
/// What is asked of the metrics before a step and after it, to tell whether the same arrives. The workspace adds the label
/// <c>cluster</c> to every series; one question is for all clusters of an environment.
/// </summary>
internal sealed class IngestionQueries(IEnumerable<string> clusters, Migration migration)
{
    private readonly string where = $"cluster=~\"{string.Join('|', clusters)}\"";

    // A sidecar is new in the new namespace and would hide what the agent itself takes.
    private readonly string pods =
        $"namespace=~\"{migration.From}|{migration.To}\","
        + $"pod=~\"({string.Join('|', migration.Roles.Select(role => role.Object.Name))})-.+\","
        + $"container!~\"|POD|istio-proxy\"";

    public List<object?> Values() =>
        [
            Query(
                "samples",
                "samples ingested in 30 minutes",
                "within 5 % of before",
                $"sum by (cluster) (sum_over_time(scrape_samples_post_metric_relabeling{{{where}}}[30m]))"
            ),
            Query("targets", "targets of each job", "none lost: not less than before", $"count by (cluster, job) (up{{{where}}})"),
            Query(
                "success",
                "share of scrapes that succeed, 0 to 1",
                "not less than before minus 0.05 (5 %)",
                $"avg by (cluster) (avg_over_time(up{{{where}}}[30m]))"
            ),
            Query(
                "delay",
                "seconds since the newest sample",
                "at most 120 (2 minutes)",
                $"min by (cluster) (time() - timestamp(up{{{where}}}))"
            ),
            Query(
                "memory",
                "memory of the agent's pods, bytes",
                "within 20 % of before",
                $"sum by (cluster) (avg_over_time(container_memory_working_set_bytes{{{where},{pods}}}[30m]))"
            ),
            Query(
                "cpu",
                "processor time of the agent's pods, cores",
                "within 20 % of before",
                $"sum by (cluster) (rate(container_cpu_usage_seconds_total{{{where},{pods}}}[30m]))"
            ),
            Query(
                "gap",
                "minutes of the last hour without any sample",
                "at most 5",
                $"clamp_min(60 - count_over_time(count by (cluster) (count_over_time(up{{{where}}}[1m]))[60m:1m]), 0)"
            ),
        ];

    private static Dictionary<string, object?> Query(string name, string what, string tolerance, string text) =>
        new(StringComparer.Ordinal)
        {
            ["name"] = name,
            ["what"] = what,
            ["tolerance"] = tolerance,
            ["text"] = text,
        };
}
