using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>REF-013: where ExternalSecrets read from, and who issues Certificates (API references of these two projects).</summary>
internal static class StoreRules
{
    public static Rule<ClusterContents> Stores { get; } =
        new(
            "REF-013",
            "The SecretStore or ClusterSecretStore of an ExternalSecret or PushSecret, and the Issuer or ClusterIssuer of a "
                + "Certificate, are there.",
            Check
        )
        {
            Why = "Nothing is fetched or issued, and the pods that need the Secret wait for it.",
            Mend =
                "Correct name and kind: a SecretStore or Issuer is looked for in the same namespace, a ClusterSecretStore or "
                + "ClusterIssuer in none.",
            Severities = [Severity.Error, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var index = new ClusterIndex(contents);
        ReferenceJudge.Judge(
            index,
            index.Objects.SelectMany(Of).OfType<Reference>(),
            new(Messages.StoreMissing, Messages.StoreUnknown),
            findings
        );
    }

    private static IEnumerable<Reference?> Of(Manifest manifest) =>
        manifest.GroupKind switch
        {
            "external-secrets.io/ExternalSecret" => Named(manifest, manifest.Spec, "spec"),
            "external-secrets.io/ClusterExternalSecret" => Named(
                manifest,
                manifest.Spec?.Map("externalSecretSpec"),
                "spec.externalSecretSpec"
            ),
            "external-secrets.io/PushSecret" => PodSpec
                .Items(manifest.Spec, "secretStoreRefs", "spec")
                .Select(one => Store(manifest, one.Item, one.Path)),
            "cert-manager.io/Certificate" => [Issuer(manifest, manifest.Spec?.Map("issuerRef"))],
            _ => [],
        };

    private static IEnumerable<Reference?> Named(Manifest manifest, YamlMap? spec, string path) =>
        PodSpec
            .Items(spec, "data", path)
            .Concat(PodSpec.Items(spec, "dataFrom", path))
            .Select(one => Store(manifest, one.Item.Map("sourceRef")?.Map("storeRef"), $"{one.Path}.sourceRef.storeRef"))
            .Prepend(Store(manifest, spec?.Map("secretStoreRef"), $"{path}.secretStoreRef"));

    // Of a ClusterExternalSecret, a SecretStore would be looked for in each of its namespaces.
    private static Reference? Store(Manifest manifest, YamlMap? store, string path) =>
        store?.Text("kind") switch
        {
            null or "SecretStore" when manifest.Kind != "ClusterExternalSecret" => Reference.In(
                store,
                "name",
                manifest,
                path,
                "external-secrets.io/SecretStore",
                manifest.Namespace
            ),
            "ClusterSecretStore" => Reference.In(store, "name", manifest, path, "external-secrets.io/ClusterSecretStore", ""),
            _ => null,
        };

    private static Reference? Issuer(Manifest manifest, YamlMap? issuer) =>
        (issuer?.Text("group") ?? "cert-manager.io", issuer?.Text("kind") ?? "Issuer") switch
        {
            ("cert-manager.io", "Issuer") => Reference.In(
                issuer,
                "name",
                manifest,
                "spec.issuerRef",
                "cert-manager.io/Issuer",
                manifest.Namespace
            ),
            ("cert-manager.io", "ClusterIssuer") => Reference.In(
                issuer,
                "name",
                manifest,
                "spec.issuerRef",
                "cert-manager.io/ClusterIssuer",
                ""
            ),
            _ => null,
        };
}
