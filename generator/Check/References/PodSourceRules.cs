using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>REF-001 to REF-003: what pods cannot start without.</summary>
internal static class PodSourceRules
{
    public static Rule<ClusterContents> Sources { get; } =
        new(
            "REF-001",
            "The ConfigMaps and Secrets that pods read are in their namespace, or an ExternalSecret, SealedSecret or Certificate makes "
                + "them there, and so are the Secrets of TLS that an Ingress or Gateway names, and what an AlertmanagerConfig reads.",
            Exists
        )
        {
            Why =
                "A pod without them waits in ContainerCreating or CreateContainerConfigError, and a rollout stands; the operator leaves "
                + "the AlertmanagerConfig out. Without a pull secret a private image is not pulled (a warning: a public one is).",
            Mend = "Correct the name or the namespace, bring the object, or say `optional: true` where the pod starts without it.",
            Severities = [Severity.Error, Severity.Warning, Severity.Note],
        };

    public static Rule<ClusterContents> Keys { get; } =
        new("REF-002", "The keys that pods read are in their ConfigMap or Secret.", HasKeys)
        {
            Why = "The object is there, and the container does not start all the same.",
            Mend = "Correct the key, add it to the object, or say `optional: true`.",
            Severities = [Severity.Error, Severity.Note],
        };

    public static Rule<ClusterContents> Accounts { get; } =
        new("REF-003", "The ServiceAccount that pods run under is in their namespace.", Account)
        {
            Why = "Without it no pod is created, and only an event of the ReplicaSet says so.",
            Mend = "Correct `serviceAccountName`, or bring the ServiceAccount.",
            Severities = [Severity.Error, Severity.Note],
        };

    private static void Exists(ClusterContents contents, Findings findings)
    {
        var index = new ClusterIndex(contents);
        var references = index.Objects.SelectMany(manifest =>
            PodSources
                .Of(manifest)
                .Concat(PodSources.OfAlerts(manifest))
                .Select(source => source.Reference)
                .Concat(PodSources.PullSecrets(manifest))
                .Concat(TlsReferences.Of(manifest))
        );
        ReferenceJudge.Judge(
            index,
            references,
            new(Messages.SourceMissing, Messages.SourceUnknown) { Weak = Messages.PullSecretMissing },
            findings
        );
    }

    private static void HasKeys(ClusterContents contents, Findings findings)
    {
        var index = new ClusterIndex(contents);
        foreach (
            var source in index
                .Objects.SelectMany(one => PodSources.Of(one).Concat(PodSources.OfAlerts(one)))
                .Where(source => source.Keys.Count > 0)
        )
        {
            var all = index.All(source.Reference.GroupKind, source.Reference.Namespace, source.Reference.Name).ToList();
            if (all.TrueForAll(target => target.OnlyAdds))
                continue; // REF-001 says that it is not there.
            if (all.Find(target => target.Keys is null) is { } filled)
                Unknown(source, ObjectNames.Of(filled.Origin), findings);
            else
                Missing(source, all.SelectMany(target => target.Keys!).ToHashSet(StringComparer.Ordinal), findings);
        }
    }

    private static void Missing(PodSource source, HashSet<string> known, Findings findings)
    {
        foreach (var (key, field) in source.Keys.Where(one => one.Key.Text.Length > 0 && !known.Contains(one.Key.Text)))
            findings.Fail(
                Messages.KeyMissing(
                    key.At,
                    ObjectNames.Of(source.Reference.From),
                    field,
                    key.Text,
                    ReferenceJudge.Target(source.Reference),
                    known
                )
            );
    }

    private static void Unknown(PodSource source, string by, Findings findings)
    {
        var (key, field) = source.Keys[0];
        findings.CannotTell(
            Messages.KeyUnknown(key.At, ObjectNames.Of(source.Reference.From), field, key.Text, ReferenceJudge.Target(source.Reference), by)
        );
    }

    private static void Account(ClusterContents contents, Findings findings)
    {
        var index = new ClusterIndex(contents);
        ReferenceJudge.Judge(
            index,
            index.Objects.Select(AccountOf).OfType<Reference>(),
            new(Messages.AccountMissing, Messages.AccountUnknown),
            findings
        );
    }

    private static Reference? AccountOf(Manifest manifest)
    {
        if (PodSpec.Of(manifest) is not { } pods)
            return null;
        // The older name of the field still works.
        var key = pods.Spec.Says("serviceAccountName") ? "serviceAccountName" : "serviceAccount";
        return Reference.In(pods.Spec, key, manifest, pods.Path, "ServiceAccount", manifest.Namespace);
    }
}

/// <summary>Secrets with the certificates that Ingresses and Gateways serve.</summary>
internal static class TlsReferences
{
    public static IEnumerable<Reference> Of(Manifest manifest) =>
        manifest.GroupKind switch
        {
            "networking.k8s.io/Ingress" => PodSpec
                .Items(manifest.Spec, "tls", "spec")
                .Select(one => Reference.In(one.Item, "secretName", manifest, one.Path, "Secret", manifest.Namespace))
                .OfType<Reference>(),
            "gateway.networking.k8s.io/Gateway" => PodSpec
                .Items(manifest.Spec, "listeners", "spec")
                .SelectMany(listener => PodSpec.Items(listener.Item.Map("tls"), "certificateRefs", $"{listener.Path}.tls"))
                .Where(one => one.Item.Text("kind") is null or "Secret" && one.Item.Text("group") is null or "")
                .Select(one =>
                    Reference.In(one.Item, "name", manifest, one.Path, "Secret", one.Item.Text("namespace") ?? manifest.Namespace)
                )
                .OfType<Reference>(),
            _ => [],
        };
}
