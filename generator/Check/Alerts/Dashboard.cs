using System.Collections.Immutable;
using System.Text.Json;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alerts;

/// <summary>One query of a panel.</summary>
/// <param name="Source">The uid or name of its data source as written; null where the panel says none.</param>
/// <param name="Parsed">Variables filled in; null where it is not understood.</param>
public sealed record PanelQuery(string Panel, string? Source, string Expression, PromqlNode? Parsed)
{
    /// <summary>Its data source is said to be a Prometheus.</summary>
    public bool IsPromql { get; init; }
}

/// <summary>A dashboard that Grafana's sidecar finds: a file of a ConfigMap with the label <c>grafana_dashboard</c>.</summary>
/// <param name="At">Of the file in the ConfigMap; a panel has no place of its own.</param>
public sealed record Dashboard(Manifest Owner, string File, Position At, ImmutableArray<PanelQuery> Queries)
{
    public const string Label = "grafana_dashboard";

    private const int Deepest = 64;

    /// <summary>The series that fill its variables.</summary>
    public ImmutableArray<PanelQuery> Variables { get; init; } = [];

    public string Title(PanelQuery query) => $"{Naming.Of(Owner)} data[{File}], panel \"{query.Panel}\"";

    public static IEnumerable<Dashboard> Of(Manifest manifest) =>
        manifest.GroupKind == "ConfigMap" && manifest.Label(Label) is not null
            ? (manifest.Document.Map("data")?.Entries ?? [])
                .Where(entry => entry.Value is YamlScalar && entry.Key.Text.EndsWith(".json", StringComparison.Ordinal))
                .Select(entry => Of(manifest, entry.Key.Text, (YamlScalar)entry.Value))
            : [];

    private static Dashboard Of(Manifest manifest, string file, YamlScalar text)
    {
        try
        {
            using var json = JsonDocument.Parse(text.Text, new JsonDocumentOptions { MaxDepth = Deepest });
            return new Dashboard(manifest, file, text.At, [.. Panels(json.RootElement).SelectMany(OfPanel)])
            {
                Variables = [.. OfVariables(json.RootElement)],
            };
        }
        catch (JsonException)
        {
            // Grafana reads none of it either.
            return new Dashboard(manifest, file, text.At, []);
        }
    }

    // Rows hold panels of their own, and old dashboards hold rows.
    private static IEnumerable<JsonElement> Panels(JsonElement holder) =>
        Items(holder, "panels").Concat(Items(holder, "rows")).SelectMany(panel => Panels(panel).Prepend(panel));

    private static IEnumerable<PanelQuery> OfPanel(JsonElement panel) =>
        Items(panel, "targets")
            .Where(target => Text(target, "expr") is { Length: > 0 })
            .Select(target =>
            {
                var expression = Text(target, "expr")!;
                return new PanelQuery(
                    Text(panel, "title") ?? "",
                    Source(target) ?? Source(panel),
                    expression,
                    PromqlParser.Parse(GrafanaVariables.Fill(expression))
                )
                {
                    IsPromql = IsPrometheus(target) ?? IsPrometheus(panel) ?? false,
                };
            });

    private static IEnumerable<PanelQuery> OfVariables(JsonElement dashboard) =>
        dashboard.ValueKind == JsonValueKind.Object && dashboard.TryGetProperty("templating", out var templating)
            ? Items(templating, "list")
                .Where(variable => IsPrometheus(variable) == true)
                .Select(variable => (Name: Text(variable, "name") ?? "", Series: Series(Text(variable, "definition") ?? "")))
                .Where(variable => variable.Series is not null)
                .Select(variable => new PanelQuery(variable.Name, null, variable.Series!, null) { IsPromql = true })
            : [];

    // Of label_values(series, label); the last comma is no part of the series.
    private static string? Series(string definition) =>
        definition.StartsWith("label_values(", StringComparison.Ordinal)
        && definition.EndsWith(')')
        && definition.LastIndexOf(',') is var comma and > 0
            ? definition["label_values(".Length..comma]
            : null;

    private static bool? IsPrometheus(JsonElement element) =>
        element.TryGetProperty("datasource", out var source) && source.ValueKind == JsonValueKind.Object
            ? Text(source, "type") == "prometheus"
            : null;

    // The uid in an object, or the name as old dashboards have it.
    private static string? Source(JsonElement element) =>
        element.TryGetProperty("datasource", out var source)
            ? source.ValueKind switch
            {
                JsonValueKind.String => source.GetString(),
                JsonValueKind.Object => Text(source, "uid"),
                _ => null,
            }
            : null;

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
            : [];

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
