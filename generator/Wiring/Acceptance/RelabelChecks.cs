using GitOpsGen.Wiring.Scraping;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Acceptance;

/// <summary>Each relabeling of an endpoint is one that the operator takes.</summary>
internal static class RelabelChecks
{
    public static IEnumerable<Objection> Of(MonitorKind kind, MonitorEndpoint endpoint, Func<string, GoPattern> patterns) =>
        Lists(kind, endpoint).SelectMany(list => Check(list.Path, list.Owner, list.Field, patterns));

    private static IEnumerable<(string Path, YamlMap? Owner, string Field)> Lists(MonitorKind kind, MonitorEndpoint endpoint)
    {
        yield return ($"{endpoint.Path}.metricRelabelings", endpoint.Map, "metricRelabelings");
        if (kind != MonitorKind.Probe)
            yield return ($"{endpoint.Path}.relabelings", endpoint.Map, "relabelings");
        foreach (var targets in kind == MonitorKind.Probe ? new[] { "staticConfig", "ingress" } : [])
            yield return ($"targets.{targets}.relabelingConfigs", endpoint.Map.Map("targets")?.Map(targets), "relabelingConfigs");
    }

    private static IEnumerable<Objection> Check(string path, YamlMap? owner, string field, Func<string, GoPattern> patterns)
    {
        foreach (var (index, map) in (owner?.List(field) ?? []).OfType<YamlMap>().Index())
            if (Relabeling.Read(map).Problem(patterns) is { } problem)
                yield return Objection.No(map, $"{path}[{index}] {problem}", "Correct the relabeling.");
    }
}
