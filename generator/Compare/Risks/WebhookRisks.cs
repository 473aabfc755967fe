using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Risks;

/// <summary>
/// Webhooks and policies that the API server asks before it stores an object: what they hold up, and what they let through.
/// </summary>
public static class WebhookRisks
{
    private static readonly string[] Kinds =
    [
        "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
        "admissionregistration.k8s.io/MutatingWebhookConfiguration",
    ];

    private static readonly string[] Policies =
    [
        "admissionregistration.k8s.io/ValidatingAdmissionPolicy",
        "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding",
        "admissionregistration.k8s.io/MutatingAdmissionPolicy",
        "admissionregistration.k8s.io/MutatingAdmissionPolicyBinding",
    ];

    public static IEnumerable<Risk> Of(ObjectChange change)
    {
        if (change.Any.IsKind(Policies))
            return change.Kind == ChangeKind.Removed ? [Medium("what it kept out is let in")]
                : change.Old is null || change.Deltas.Any(delta => delta.Path.IsIn("spec")) ? [Medium("what the API server takes changes")]
                : [];
        if (!change.Any.IsKind(Kinds))
            return [];
        if (change.New is not { } @new)
            return [Medium("what it kept out, or put right, is let in as it is")];
        var known = Webhooks(change.Old).GroupBy(Name).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return Webhooks(@new).SelectMany(webhook => One(known.GetValueOrDefault(Name(webhook)), webhook));
    }

    private static IEnumerable<Risk> One(YamlMap? old, YamlMap webhook)
    {
        var (name, fails) = (Name(webhook), Fails(webhook));
        if (fails && (old is null || !Fails(old)))
            yield return Of(
                IsNarrow(webhook) ? RiskLevel.Medium : RiskLevel.High,
                $"{name} has failurePolicy Fail: while it does not answer, the API server refuses {Scope(webhook)}"
            );
        else if (old is not null && Fails(old) && !fails)
            yield return Medium($"{name} has failurePolicy Ignore now: while it does not answer, what it kept out is let in");
        if (old is null)
            yield break;
        if (!NodeEquality.Same(old["rules"], webhook["rules"]))
            yield return Of(
                fails && HasAll(webhook) && !HasAll(old) ? RiskLevel.High : RiskLevel.Medium,
                $"{name} is asked for other objects: {Scope(webhook)}"
            );
        foreach (
            var key in new[] { "namespaceSelector", "objectSelector", "matchConditions", "clientConfig", "timeoutSeconds", "matchPolicy" }
        )
            if (!NodeEquality.Same(Compared(old, key), Compared(webhook, key)))
                yield return Of(
                    fails && key.EndsWith("Selector", StringComparison.Ordinal) && IsEmpty(webhook[key])
                        ? RiskLevel.High
                        : RiskLevel.Medium,
                    $"{name}: {key} changes {Meaning(key)}"
                );
    }

    private static string Meaning(string key) =>
        key switch
        {
            "clientConfig" => "who is asked",
            "timeoutSeconds" => "how long each call to the API server may wait for it",
            _ => "which objects it is asked for",
        };

    // Certificates are put in and renewed by the cluster.
    private static YamlNode? Compared(YamlMap webhook, string key) =>
        key == "clientConfig" && webhook.Map(key) is { } client
            ? NodeEquality.Without(client, "caBundle") is { Entries.Count: > 0 } rest
                ? rest
                : null
            : webhook[key];

    // Unless said it fails.
    private static bool Fails(YamlMap webhook) => webhook.Text("failurePolicy") is null or "Fail";

    private static bool IsNarrow(YamlMap webhook) =>
        !HasAll(webhook) && !(IsEmpty(webhook["namespaceSelector"]) && IsEmpty(webhook["objectSelector"]));

    private static bool IsEmpty(YamlNode? node) => node is null or YamlMap { Entries.Count: 0 };

    private static bool HasAll(YamlMap webhook) => Resources(webhook).Any(name => name is "*" or "*/*");

    private static string Scope(YamlMap webhook) =>
        Resources(webhook).Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } names
            ? string.Join(", ", names)
            : "what it is asked for";

    private static IEnumerable<string> Resources(YamlMap webhook) =>
        webhook.List("rules").OfType<YamlMap>().SelectMany(rule => rule.Texts("resources")).Select(item => item.Text);

    private static string Name(YamlMap webhook) => webhook.Text("name") ?? "";

    private static IEnumerable<YamlMap> Webhooks(Manifest? manifest) => (manifest?.Document.List("webhooks") ?? []).OfType<YamlMap>();

    private static Risk Medium(string reason) => Of(RiskLevel.Medium, reason);

    private static Risk Of(RiskLevel level, string reason) => new(RiskClass.Admission, level, reason);
}
