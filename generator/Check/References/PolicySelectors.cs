using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>By what policies choose the pods that they are for, in the form of a LabelSelector.</summary>
internal static class PolicySelectors
{
    // A label's source; those of Kubernetes' pods are the usual ones (Cilium documentation, "Label-based policies").
    private static readonly string[] Sources = ["any:", "k8s:"];

    // What Cilium itself gives to pods, beside their labels.
    private static readonly string[] Given = ["io.kubernetes.", "io.cilium.", "reserved:", "container:", "cidr:", "fqdn:"];

    public static IEnumerable<(YamlMap Selector, string Field)> Of(Manifest policy) =>
        policy.GroupKind switch
        {
            "networking.k8s.io/NetworkPolicy" when policy.Spec?.Map("podSelector") is { } selector => [(selector, "spec.podSelector")],
            "cilium.io/CiliumNetworkPolicy" => PodSpec
                .Items(policy.Document, "specs", "")
                .Select(one => (one.Item, Path: one.Path.TrimStart('.')))
                .Concat(policy.Spec is { } spec ? [(spec, "spec")] : [])
                .Where(one => one.Item1.Map("endpointSelector") is { } selector && !IsGiven(selector))
                .Select(one => (OfPods(one.Item1.Map("endpointSelector")!), $"{one.Item2}.endpointSelector")),
            _ => [],
        };

    private static bool IsGiven(YamlMap selector) =>
        Keys(selector).Any(key => Given.Any(start => Bare(key).StartsWith(start, StringComparison.Ordinal)));

    private static IEnumerable<string> Keys(YamlMap selector) =>
        (selector.Map("matchLabels")?.Entries ?? [])
            .Select(entry => entry.Key.Text)
            .Concat(selector.List("matchExpressions").OfType<YamlMap>().Select(one => one.Text("key") ?? ""));

    private static YamlMap OfPods(YamlMap selector) =>
        new(
            selector.At,
            [
                .. selector.Entries.Select(entry =>
                    entry with
                    {
                        Value = entry.Key.Text == "matchLabels" ? Pairs(entry.Value) : Conditions(entry.Value),
                    }
                ),
            ]
        );

    private static YamlNode Pairs(YamlNode node) =>
        node is YamlMap map ? new YamlMap(map.At, [.. map.Entries.Select(entry => entry with { Key = Bare(entry.Key) })]) : node;

    private static YamlNode Conditions(YamlNode node) =>
        node is YamlList list ? new YamlList(list.At, [.. list.Items.Select(Condition)]) : node;

    private static YamlNode Condition(YamlNode node) =>
        node is YamlMap map
            ? new YamlMap(
                map.At,
                [
                    .. map.Entries.Select(entry =>
                        entry is { Key.Text: "key", Value: YamlScalar key } ? entry with { Value = Bare(key) } : entry
                    ),
                ]
            )
            : node;

    private static YamlScalar Bare(YamlScalar key) => new(key.At, Bare(key.Text), isString: true);

    private static string Bare(string key) =>
        Sources.FirstOrDefault(source => key.StartsWith(source, StringComparison.Ordinal)) is { } source ? key[source.Length..] : key;
}
