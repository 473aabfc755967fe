using System.Collections.Immutable;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.References;

/// <summary>
/// Objects that bring others from elsewhere: what Argo CD, Flux or k3s make of them stands in no manifest here (their API references).
/// </summary>
internal static class Deliverers
{
    public static IEnumerable<UnseenPart> Of(IEnumerable<Manifest> manifests) => manifests.SelectMany(Of);

    private static IEnumerable<UnseenPart> Of(Manifest manifest) =>
        manifest.GroupKind switch
        {
            "argoproj.io/Application" => [Part(manifest, manifest.Spec?.Map("destination")?.Text("namespace"))],
            "argoproj.io/ApplicationSet" =>
            [
                Part(manifest, manifest.Spec?.Map("template")?.Map("spec")?.Map("destination")?.Text("namespace")),
            ],
            "helm.toolkit.fluxcd.io/HelmRelease" => [Part(manifest, manifest.Spec?.Text("targetNamespace") ?? manifest.Namespace)],
            "kustomize.toolkit.fluxcd.io/Kustomization" => [Part(manifest, manifest.Spec?.Text("targetNamespace"))],
            "helm.cattle.io/HelmChart" => [Part(manifest, manifest.Spec?.Text("targetNamespace") ?? manifest.Namespace)],
            _ => [],
        };

    private static UnseenPart Part(Manifest manifest, string? space) =>
        new(
            ObjectNames.Of(manifest),
            "what it brings is not among these manifests",
            [],
            space is null || space.Contains('{', StringComparison.Ordinal) ? [] : [space]
        );
}
