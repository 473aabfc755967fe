using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Acceptance;

/// <summary>An endpoint may say one way to prove who asks.</summary>
internal static class AuthChecks
{
    private static readonly string[] Ways = ["basicAuth", "authorization", "oauth2", "bearerTokenSecret"];

    public static IEnumerable<Objection> Of(MonitorEndpoint endpoint)
    {
        var said = Ways.Where(way => IsSaid(endpoint.Map, way)).ToList();
        if (said.Count > 1)
            yield return Objection.No(
                endpoint.Map[said[1]]!,
                $"{endpoint.Path} has {string.Join(" and ", said)}, which exclude each other",
                "Keep one of them."
            );
    }

    // The schema's older versions fill in a token without a name.
    private static bool IsSaid(YamlMap map, string way) =>
        map.Map(way) is { } said && (way != "bearerTokenSecret" || said.Text("name") is { Length: > 0 });
}
