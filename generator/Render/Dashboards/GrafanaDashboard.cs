using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsGen.Files;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render.Dashboards;

/// <summary>
/// Writes the description of a dashboard as Grafana's JSON (schema version 39, Grafana 10.4 and later: grafana.com/docs, Dashboard JSON
/// model). The same description gives the same text.
/// </summary>
internal static class GrafanaDashboard
{
    // Grafana refuses longer ones.
    private const int LongestUid = 40;

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="spec">As <c>DashboardShape</c> checked it.</param>
    public static string Write(string name, string app, YamlMap spec) =>
        new JsonObject
        {
            ["uid"] = Uid(name),
            ["title"] = spec.Text("title"),
            ["description"] = spec.Text("description") ?? "",
            ["tags"] = new JsonArray([
                .. spec.Texts("tags").Select(tag => tag.Text).Prepend(app).Distinct(StringComparer.Ordinal).Select(tag => (JsonNode)tag),
            ]),
            ["schemaVersion"] = 39,
            ["version"] = 1,
            ["editable"] = false,
            ["graphTooltip"] = 1,
            ["timezone"] = "utc",
            ["refresh"] = "1m",
            ["time"] = new JsonObject { ["from"] = "now-3h", ["to"] = "now" },
            ["templating"] = new JsonObject { ["list"] = GrafanaVariables.Of(spec) },
            ["annotations"] = new JsonObject { ["list"] = new JsonArray() },
            ["panels"] = GrafanaPanels.Of(spec),
        }.ToJsonString(Format) + "\n";

    private static string Uid(string name) => name.Length <= LongestUid ? name : $"{name[..(LongestUid - 9)]}-{Digest.OfText(name)[..8]}";
}
