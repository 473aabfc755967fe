using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>
/// A LabelSelector of the API reference, as workloads, policies and budgets have one: <c>matchLabels</c> and
/// <c>matchExpressions</c>, all of which must hold. A Service has only pairs. The form of one text is <see cref="LabelSelectorText"/>.
/// </summary>
public static class LabelSelector
{
    /// <summary>An empty or missing selector takes all.</summary>
    public static bool Selects(YamlMap? selector, IReadOnlyDictionary<string, string> labels) =>
        Selects(Pairs(selector?.Map("matchLabels")), labels)
        && (selector?.List("matchExpressions") ?? []).OfType<YamlMap>().All(expression => Holds(expression, labels));

    /// <summary>Each pair is among the labels.</summary>
    public static bool Selects(IReadOnlyDictionary<string, string> pairs, IReadOnlyDictionary<string, string> labels) =>
        pairs.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value);

    /// <summary>Labels, or what a selector asks of them; of a key that stands twice the first counts.</summary>
    public static IReadOnlyDictionary<string, string> Pairs(YamlMap? map) =>
        (map?.Entries ?? [])
            .Where(entry => entry.Value is YamlScalar)
            .DistinctBy(entry => entry.Key.Text, StringComparer.Ordinal)
            .ToDictionary(entry => entry.Key.Text, entry => ((YamlScalar)entry.Value).Text, StringComparer.Ordinal);

    private static bool Holds(YamlMap expression, IReadOnlyDictionary<string, string> labels)
    {
        var value = labels.GetValueOrDefault(expression.Text("key") ?? "");
        var isListed = value is not null && expression.Texts("values").Any(listed => listed.Text == value);
        return expression.Text("operator") switch
        {
            "In" => isListed,
            "NotIn" => !isListed,
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            _ => false,
        };
    }
}
