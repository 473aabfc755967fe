using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Contents;

/// <summary>Who may come in through a Service or an Ingress, as its annotations have it.</summary>
internal static class Exposure
{
    // Annotation and value by which a cloud's load balancer stays inside the network (AKS, AWS, GKE, ALB and Application Gateway
    // controllers).
    private static readonly (string Key, string Value)[] Internal =
    [
        ("service.beta.kubernetes.io/azure-load-balancer-internal", "true"),
        ("service.beta.kubernetes.io/aws-load-balancer-internal", "true"),
        ("service.beta.kubernetes.io/aws-load-balancer-internal", "0.0.0.0/0"),
        ("service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"),
        ("networking.gke.io/load-balancer-type", "Internal"),
        ("cloud.google.com/load-balancer-type", "Internal"),
        ("alb.ingress.kubernetes.io/scheme", "internal"),
        ("appgw.ingress.kubernetes.io/use-private-ip", "true"),
        ("azure.application-routing.kubernetes.io/internal", "true"),
    ];

    public static bool IsInternal(YamlMap? annotations) => Internal.Any(one => annotations?.Text(one.Key) == one.Value);

    /// <summary>An annotation such as <c>nginx.ingress.kubernetes.io/auth-url</c> or <c>alb.ingress.kubernetes.io/auth-type</c>.</summary>
    public static bool HasAuthentication(YamlMap? annotations) =>
        (annotations?.Entries ?? []).Any(entry =>
            Last(entry.Key.Text) is "auth-url" or "auth-type" or "auth-tls-secret" or "auth-secret" or "auth-realm-secret"
            && entry.Value is YamlScalar { IsNull: false, Text: not ("" or "none" or "false") }
        );

    /// <summary>Something of a controller's own decides, which an annotation only names (Traefik's middlewares, Kong's plugins).</summary>
    public static string? Unclear(YamlMap? annotations) =>
        (annotations?.Entries ?? [])
            .Select(entry => entry.Key.Text)
            .FirstOrDefault(key =>
                Last(key) is "router.middlewares" or "plugins" or "configuration-snippet" or "backend-config" or "server-snippet"
            );

    /// <summary>The Services of an Ingress, each with where it is named.</summary>
    public static IEnumerable<(string Name, YamlMap Backend)> Backends(Manifest ingress) =>
        ingress
            .Spec.MapsAt("rules")
            .SelectMany(rule => rule.MapsAt("http", "paths"))
            .Select(path => path.Map("backend"))
            .Append(ingress.Spec.MapAt("defaultBackend"))
            .OfType<YamlMap>()
            .Select(backend => (Name: backend.TextAt("service", "name"), Backend: backend))
            .Where(one => one.Name is not null)
            .Select(one => (one.Name!, one.Backend));

    /// <summary>The Services of an HTTPRoute that are in its own namespace.</summary>
    public static IEnumerable<string> Backends(YamlMap? routeSpec) =>
        routeSpec
            .MapsAt("rules")
            .SelectMany(rule => rule.MapsAt("backendRefs"))
            .Where(one => one.Text("kind") is null or "Service")
            .Select(one => one.Text("name"))
            .OfType<string>();

    private static string Last(string key) => key[(key.LastIndexOf('/') + 1)..];
}
