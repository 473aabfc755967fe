using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>Which pods an object chooses by their labels: a Service by pairs, policies and budgets by a LabelSelector.</summary>
/// <param name="Pairs">All of them must be among the labels.</param>
/// <param name="Expressions">The whole selector, where it has more than pairs.</param>
internal sealed record PodSelector(IReadOnlyDictionary<string, string> Pairs, YamlMap? Expressions)
{
    // Kubernetes gives it to each pod of a StatefulSet, with the pod's own name.
    private const string PodName = "statefulset.kubernetes.io/pod-name";

    // And its number.
    private const string PodIndex = "apps.kubernetes.io/pod-index";

    public static PodSelector OfPairs(YamlMap pairs) => new(LabelSelector.Pairs(pairs), null);

    public static PodSelector Of(YamlMap selector) =>
        new(LabelSelector.Pairs(selector.Map("matchLabels")), selector.List("matchExpressions").Count > 0 ? selector : null);

    public bool IsEmpty => Pairs.Count == 0 && Expressions is null;

    /// <summary>A pair by which pods are looked up; null when every one must be asked.</summary>
    public KeyValuePair<string, string>? First =>
        Pairs.Where(pair => pair.Key is not (PodName or PodIndex)).Select(pair => (KeyValuePair<string, string>?)pair).FirstOrDefault();

    public bool Selects(PodGroup pods) =>
        Pairs.All(pair =>
            pair.Key == PodName ? IsOf(pair.Value, pods)
            : pair.Key == PodIndex ? pods.Owner.Kind == "StatefulSet" && int.TryParse(pair.Value, out _)
            : Has(pods, pair)
        ) && (Expressions is null || LabelSelector.Selects(Expressions, pods.Labels));

    /// <summary>How many of its pairs the pods have.</summary>
    public int Common(PodGroup pods) => Pairs.Count(pair => Has(pods, pair));

    /// <summary>A pair that the pods lack, for people; null when it is not for a pair.</summary>
    public string? Lacking(PodGroup pods) =>
        Pairs
            .Where(pair => !Has(pods, pair))
            .Select(pair => pods.Labels.TryGetValue(pair.Key, out var value) ? $"{pair.Key}={value}" : $"no label {pair.Key}")
            .FirstOrDefault();

    public override string ToString() =>
        Expressions is null ? string.Join(',', Pairs.Select(pair => $"{pair.Key}={pair.Value}")) : "its labels and expressions";

    private static bool Has(PodGroup pods, KeyValuePair<string, string> pair) =>
        pods.Labels.TryGetValue(pair.Key, out var value) && value == pair.Value;

    private static bool IsOf(string pod, PodGroup pods) =>
        pods.Owner.Kind == "StatefulSet" && pod.StartsWith(pods.Owner.Name + "-", StringComparison.Ordinal);
}

/// <summary>What a selector chooses.</summary>
/// <param name="Pods">In its namespace.</param>
/// <param name="Doubt">Where there are none: why there may be some all the same, as the end of a sentence; else null.</param>
/// <param name="Near">Where there are none for certain: which ones nearly are, as a sentence of its own.</param>
internal sealed record Selection(IReadOnlyList<PodGroup> Pods, string? Doubt, string Near);
