using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>A Service that an object sends to, and the port of it.</summary>
/// <param name="Port">Number or name; null where none is asked for.</param>
internal sealed record Backend(Reference Service, YamlScalar? Port)
{
    /// <summary>Where no port is written.</summary>
    public string? DefaultPort { get; init; }
}

/// <summary>
/// Where requests are sent to (API references of networking.k8s.io/v1, gateway.networking.k8s.io/v1, admissionregistration.k8s.io/v1,
/// apiregistration.k8s.io/v1 and apiextensions.k8s.io/v1).
/// </summary>
internal static class Backends
{
    public static IEnumerable<Backend> Of(Manifest manifest) =>
        manifest.GroupKind switch
        {
            "networking.k8s.io/Ingress" => OfIngress(manifest),
            "gateway.networking.k8s.io/GRPCRoute"
            or "gateway.networking.k8s.io/HTTPRoute"
            or "gateway.networking.k8s.io/TCPRoute"
            or "gateway.networking.k8s.io/TLSRoute"
            or "gateway.networking.k8s.io/UDPRoute" => OfRoute(manifest),
            "apiregistration.k8s.io/APIService" => Client(manifest, manifest.Spec?.Map("service"), "spec.service", false),
            "apiextensions.k8s.io/CustomResourceDefinition" => Client(
                manifest,
                manifest.Spec?.Map("conversion")?.Map("webhook")?.Map("clientConfig")?.Map("service"),
                "spec.conversion.webhook.clientConfig.service",
                false
            ),
            "admissionregistration.k8s.io/MutatingWebhookConfiguration" or "admissionregistration.k8s.io/ValidatingWebhookConfiguration" =>
                PodSpec
                    .Items(manifest.Document, "webhooks", "")
                    .SelectMany(one =>
                        Client(
                            manifest,
                            one.Item.Map("clientConfig")?.Map("service"),
                            $"{one.Path.TrimStart('.')}.clientConfig.service",
                            one.Item.Text("failurePolicy") == "Ignore"
                        )
                    ),
            "apps/StatefulSet" => Reference.In(manifest.Spec, "serviceName", manifest, "spec", "Service", manifest.Namespace)
                is { } governing
                ? [new Backend(governing with { IsWeak = true }, null)]
                : [],
            _ => [],
        };

    /// <summary>The Gateways that a route hangs itself onto.</summary>
    public static IEnumerable<Reference> Gateways(Manifest manifest) =>
        manifest.Id.Group == "gateway.networking.k8s.io"
            ? PodSpec
                .Items(manifest.Spec, "parentRefs", "spec")
                .Where(one => one.Item.Text("kind") is null or "Gateway" && one.Item.Text("group") is null or "gateway.networking.k8s.io")
                .Select(one =>
                    Reference.In(
                        one.Item,
                        "name",
                        manifest,
                        one.Path,
                        "gateway.networking.k8s.io/Gateway",
                        one.Item.Text("namespace") ?? manifest.Namespace
                    )
                )
                .OfType<Reference>()
            : [];

    private static IEnumerable<Backend> OfIngress(Manifest manifest) =>
        PodSpec
            .Items(manifest.Spec, "rules", "spec")
            .SelectMany(rule => PodSpec.Items(rule.Item.Map("http"), "paths", $"{rule.Path}.http"))
            .Select(path => (Service: path.Item.Map("backend")?.Map("service"), Path: $"{path.Path}.backend.service"))
            .Append((Service: manifest.Spec?.Map("defaultBackend")?.Map("service"), Path: "spec.defaultBackend.service"))
            // AWS's controller takes the name of an annotation for the Service then.
            .Where(one => one.Service?.Map("port")?.Text("name") != "use-annotation")
            .SelectMany(one =>
                Service(
                    manifest,
                    one.Service,
                    one.Path,
                    manifest.Namespace,
                    one.Service?.Map("port")?.Scalar("name") ?? one.Service?.Map("port")?.Scalar("number")
                )
            );

    private static IEnumerable<Backend> OfRoute(Manifest manifest) =>
        PodSpec
            .Items(manifest.Spec, "rules", "spec")
            .SelectMany(rule =>
                PodSpec
                    .Items(rule.Item, "backendRefs", rule.Path)
                    .Concat(
                        PodSpec
                            .Items(rule.Item, "filters", rule.Path)
                            .Select(filter =>
                                (
                                    Item: filter.Item.Map("requestMirror")?.Map("backendRef")!,
                                    Path: $"{filter.Path}.requestMirror.backendRef"
                                )
                            )
                            .Where(one => one.Item is not null)
                    )
            )
            .Where(one => one.Item.Text("kind") is null or "Service" && one.Item.Text("group") is null or "")
            .SelectMany(one =>
                Service(manifest, one.Item, one.Path, one.Item.Text("namespace") ?? manifest.Namespace, one.Item.Scalar("port"))
            );

    private static IEnumerable<Backend> Client(Manifest manifest, YamlMap? service, string path, bool isWeak) =>
        Service(manifest, service, path, service?.Text("namespace") ?? "", service?.Scalar("port"))
            .Select(one => one with { Service = one.Service with { IsWeak = isWeak }, DefaultPort = "443" });

    private static IEnumerable<Backend> Service(Manifest manifest, YamlMap? service, string path, string space, YamlScalar? port) =>
        Reference.In(service, "name", manifest, path, "Service", space) is { } reference ? [new Backend(reference, port)] : [];
}
