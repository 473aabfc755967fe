using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>A place where Istio sends requests to, or which it has settings for.</summary>
/// <param name="Destination">Holds the host, and maybe a port and a subset.</param>
internal sealed record MeshRoute(Manifest From, YamlMap Destination, string Path, MeshHost Host)
{
    /// <summary>Without it nothing is refused: settings are of no use.</summary>
    public bool IsWeak { get; init; }
}

/// <summary>What Istio's objects name of each other and of Services (its API reference, VirtualService and DestinationRule).</summary>
internal static class MeshRoutes
{
    private const string Group = "networking.istio.io";

    public const string Rule = $"{Group}/DestinationRule";

    public const string Entry = $"{Group}/ServiceEntry";

    public static IEnumerable<MeshRoute> Of(Manifest manifest) =>
        manifest.GroupKind switch
        {
            $"{Group}/VirtualService" => Destinations(manifest)
                .Where(one => one.Item is not null)
                .SelectMany(one => Route(manifest, one.Item!, one.Path, isWeak: false)),
            Rule when manifest.Spec is { } spec => Route(manifest, spec, "spec", isWeak: true),
            _ => [],
        };

    /// <summary>The Gateways that a route is for, and routes that it hands on to.</summary>
    public static IEnumerable<Reference> References(Manifest manifest) =>
        manifest.GroupKind == $"{Group}/VirtualService"
            ? Gateways(manifest)
                .Concat(
                    PodSpec
                        .Items(manifest.Spec, "http", "spec")
                        .Select(one =>
                            Reference.In(
                                one.Item.Map("delegate"),
                                "name",
                                manifest,
                                $"{one.Path}.delegate",
                                $"{Group}/VirtualService",
                                one.Item.Map("delegate")?.Text("namespace") ?? manifest.Namespace
                            )
                        )
                        .OfType<Reference>()
                )
            : [];

    // "mesh" is every sidecar; a name with dots is an old form.
    private static IEnumerable<Reference> Gateways(Manifest manifest) =>
        (manifest.Spec?.Texts("gateways") ?? [])
            .Where(one => one.Text != "mesh" && !one.Text.Contains('.', StringComparison.Ordinal))
            .Select(one =>
                one.Text.Split('/') is [var space, var name]
                    ? new Reference(manifest, "spec.gateways", one.At, $"{Group}/Gateway", space, name)
                    : new Reference(manifest, "spec.gateways", one.At, $"{Group}/Gateway", manifest.Namespace, one.Text)
            );

    private static IEnumerable<(YamlMap? Item, string Path)> Destinations(Manifest manifest)
    {
        foreach (var protocol in new[] { "http", "tls", "tcp" })
        foreach (var (rule, path) in PodSpec.Items(manifest.Spec, protocol, "spec"))
        {
            foreach (var list in new[] { "route", "mirrors" })
            foreach (var (one, at) in PodSpec.Items(rule, list, path))
                yield return (one.Map("destination"), $"{at}.destination");
            yield return (rule.Map("mirror"), $"{path}.mirror");
        }
    }

    private static IEnumerable<MeshRoute> Route(Manifest from, YamlMap destination, string path, bool isWeak) =>
        destination.Text("host") is { Length: > 0 } host
            ? [new MeshRoute(from, destination, path, MeshHost.Of(host, from)) { IsWeak = isWeak }]
            : [];
}
