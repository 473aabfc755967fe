using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Contents;

/// <summary>
/// The values that a chart is given. What they do not say is the chart's default, which the caller knows; an explicit null takes the
/// default away (Helm, "Deleting a default key").
/// </summary>
internal sealed class ChartValues(ChartUse chart)
{
    public ChartUse Chart { get; } = chart;

    public YamlNode? Node(params ReadOnlySpan<string> keys) => Chart.Values.Node(keys);

    public YamlMap? Map(params ReadOnlySpan<string> keys) => Chart.Values.MapAt(keys);

    /// <summary>Empty where the value is null, or no text.</summary>
    public string Text(string fallback, params ReadOnlySpan<string> keys) =>
        Node(keys) is { } node
            ? node is YamlScalar { IsNull: false } scalar
                ? scalar.Text
                : ""
            : fallback;

    /// <summary>As a template takes it: everything but false, 0, null and what is empty is true.</summary>
    public bool Flag(bool fallback, params ReadOnlySpan<string> keys) =>
        Node(keys) switch
        {
            null => fallback,
            YamlScalar scalar => !scalar.IsNull && scalar.Text.Length > 0 && (scalar.IsString || scalar.Text is not ("false" or "0")),
            YamlMap map => map.Entries.Count > 0,
            YamlList list => list.Items.Count > 0,
            _ => fallback,
        };

    /// <summary>The place of the value, else of what is nearest above it, else of the chart.</summary>
    public Position Place(params ReadOnlySpan<string> keys) =>
        keys.Length > 0 && Chart.Values[keys[0]] is not null ? Chart.Values.Place(keys) : Chart.At;
}
