using GitOpsGen.Yaml;

namespace GitOpsGen.Relocate.Apply;

/// <summary>The same rules in the new namespace.</summary>
public static class PolicyCopy
{
    private const string NameLabel = "kubernetes.io/metadata.name";

    /// <summary>Whoever could talk to the pods in the old namespace can talk to them in the new one.</summary>
    public static YamlMap Of(YamlMap policy, string from, string to)
    {
        var spec = policy.Map("spec") ?? YamlMap.Empty(policy.At);
        return Y.Map(
            ("apiVersion", policy["apiVersion"]),
            ("kind", policy["kind"]),
            (
                "metadata",
                Y.Map(("name", policy.Map("metadata")!["name"]), ("namespace", Y.Text(to)), ("labels", policy.Map("metadata")!["labels"]))
            ),
            (
                "spec",
                Y.Map(
                    spec.Entries.Select(entry =>
                        (entry.Key.Text, (YamlNode?)(entry.Key.Text is "ingress" or "egress" ? Rules(entry.Value, from, to) : entry.Value))
                    )
                )
            )
        );
    }

    /// <summary>
    /// What a namespace of its own needs at least: the parts of the agent reach each other, nobody else reaches them, and they reach all
    /// they scrape.
    /// </summary>
    public static YamlMap Default(string to) =>
        Y.Map(
            ("apiVersion", Y.Text("networking.k8s.io/v1")),
            ("kind", Y.Text("NetworkPolicy")),
            ("metadata", Y.Map(("name", Y.Text("within-namespace")), ("namespace", Y.Text(to)))),
            (
                "spec",
                Y.Map(
                    ("podSelector", Y.Map()),
                    ("policyTypes", Y.Texts(["Ingress"])),
                    ("ingress", Y.List(Y.Map(("from", Y.List(Y.Map(("podSelector", Y.Map())))))))
                )
            )
        );

    private static YamlNode Rules(YamlNode rules, string from, string to) =>
        rules is not YamlList list
            ? rules
            : Y.List(
                list.Items.Select(rule =>
                    rule is not YamlMap map
                        ? rule
                        : Y.Map(
                            map.Entries.Select(entry =>
                                (
                                    entry.Key.Text,
                                    (YamlNode?)(
                                        entry is { Key.Text: "from" or "to", Value: YamlList peers }
                                            ? Y.List(peers.Items.SelectMany(peer => Peers(peer, from, to)))
                                            : entry.Value
                                    )
                                )
                            )
                        )
                )
            );

    // A peer of the old namespace may move or stay, so it is let in from both.
    private static IEnumerable<YamlNode> Peers(YamlNode peer, string from, string to)
    {
        if (peer is not YamlMap map)
            return [peer];
        if (map.Map("namespaceSelector") is not { } selector)
            return map["podSelector"] is { } pods ? [peer, Y.Map(("namespaceSelector", Named(from)), ("podSelector", pods))] : [peer];
        return
            selector is { Entries.Count: 1 } && selector.Map("matchLabels") is { Entries.Count: 1 } labels && labels.Text(NameLabel) == from
            ? [peer, Y.Map(("namespaceSelector", Named(to)), ("podSelector", map["podSelector"]))]
            : [peer];
    }

    private static YamlMap Named(string name) => Y.Map(("matchLabels", Y.TextMap([KeyValuePair.Create(NameLabel, name)])));
}

/// <summary>The same limits in the new namespace.</summary>
public static class QuotaCopy
{
    public static YamlMap Of(YamlMap quota, string to) =>
        Y.Map(
            ("apiVersion", quota["apiVersion"]),
            ("kind", quota["kind"]),
            (
                "metadata",
                Y.Map(("name", quota.Map("metadata")!["name"]), ("namespace", Y.Text(to)), ("labels", quota.Map("metadata")!["labels"]))
            ),
            ("spec", quota["spec"])
        );

    /// <summary>
    /// kube-system may run pods of the system's priority classes everywhere; where a cluster limits them, another namespace needs a quota
    /// that names them.
    /// </summary>
    public static YamlMap Default(string to) =>
        Y.Map(
            ("apiVersion", Y.Text("v1")),
            ("kind", Y.Text("ResourceQuota")),
            ("metadata", Y.Map(("name", Y.Text("system-priority")), ("namespace", Y.Text(to)))),
            (
                "spec",
                Y.Map(
                    ("hard", Y.TextMap([KeyValuePair.Create("pods", "1000000")])),
                    (
                        "scopeSelector",
                        Y.Map(
                            (
                                "matchExpressions",
                                Y.List(
                                    Y.Map(
                                        ("operator", Y.Text("In")),
                                        ("scopeName", Y.Text("PriorityClass")),
                                        ("values", Y.Texts(["system-cluster-critical", "system-node-critical"]))
                                    )
                                )
                            )
                        )
                    )
                )
            )
        );
}
