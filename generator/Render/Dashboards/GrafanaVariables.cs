using System.Text.Json.Nodes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render.Dashboards;

/// <summary>What may be chosen at the top of a dashboard: the data source, the clusters, and what the description adds.</summary>
internal static class GrafanaVariables
{
    public static JsonArray Of(YamlMap spec) =>
        [
            DataSource(),
            Variable("cluster", spec.Text("clusters") ?? "up", "cluster"),
            .. spec.List("variables")
                .OfType<YamlMap>()
                .Select(variable =>
                    Variable(variable.Text("name")!, variable.Text("series")!, variable.Text("label") ?? variable.Text("name")!)
                ),
        ];

    private static JsonObject DataSource() =>
        new()
        {
            ["name"] = "datasource",
            ["label"] = "Data source",
            ["type"] = "datasource",
            ["query"] = "prometheus",
            ["hide"] = 0,
            ["refresh"] = 1,
            ["regex"] = "",
            ["includeAll"] = false,
            ["multi"] = false,
            ["options"] = new JsonArray(),
            ["current"] = new JsonObject(),
        };

    // All of them unless some are chosen, also where a series has no such label: an expression of Prometheus's own.
    private static JsonObject Variable(string name, string series, string label) =>
        new()
        {
            ["name"] = name,
            ["label"] = $"{char.ToUpperInvariant(name[0])}{name[1..].Replace('_', ' ')}",
            ["type"] = "query",
            ["datasource"] = GrafanaPanels.DataSource(),
            ["query"] = new JsonObject
            {
                ["qryType"] = 1,
                ["query"] = $"label_values({series}, {label})",
                ["refId"] = name,
            },
            ["definition"] = $"label_values({series}, {label})",
            ["refresh"] = 2,
            ["regex"] = "",
            ["sort"] = 1,
            ["hide"] = 0,
            ["includeAll"] = true,
            ["allValue"] = ".*",
            ["multi"] = true,
            ["options"] = new JsonArray(),
            ["current"] = new JsonObject(),
        };
}
