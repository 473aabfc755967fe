using GitOpsGen.Wiring.Selection;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Acceptance;

/// <summary>What the API server refuses by the schema, as far as it decides what is scraped.</summary>
internal static class ShapeChecks
{
    public static IEnumerable<Objection> Of(MonitorKind kind, YamlMap spec) =>
        kind.Endpoints.Length == 0 ? [] : [.. SelectorOf(spec), .. Endpoints(kind, spec)];

    // A selector that is not valid rejects this monitor alone.
    private static IEnumerable<Objection> SelectorOf(YamlMap spec)
    {
        var selector = Selector.Read(spec, "selector");
        if (selector.IsNil)
            yield return Objection.No(spec, "it has no selector, which the schema requires", "Write one; {} selects everything.");
        if (selector.Problem is { } problem)
            yield return Objection.No(spec["selector"]!, $"its selector {problem}", "Correct the selector.");
    }

    private static IEnumerable<Objection> Endpoints(MonitorKind kind, YamlMap spec)
    {
        if (spec[kind.Endpoints] is not YamlList list)
        {
            if (kind == MonitorKind.ServiceMonitor || spec.Says(kind.Endpoints))
                yield return Objection.No(spec, $"it has no list of {kind.Endpoints}", $"Write {kind.Endpoints} with a port.");
            yield break;
        }

        foreach (var (index, endpoint) in list.Items.Index())
            if (endpoint is YamlMap map && map.Scalar("port") is { IsString: false, Kind: "integer" } port)
                yield return Objection.No(
                    port,
                    $"{kind.Endpoints}[{index}].port is the number {port.Text}; the schema wants the name of a port there",
                    kind == MonitorKind.PodMonitor
                        ? $"Write portNumber: {port.Text}."
                        : $"Write the Service port's name, or targetPort: {port.Text}."
                );
            else if (endpoint is not YamlMap)
                yield return Objection.No(
                    endpoint,
                    $"{kind.Endpoints}[{index}] is a {endpoint.Kind}, not a map",
                    "Write a map with a port."
                );
    }
}
