using GitOpsGen.Check.Contents;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>A way in to a Service: the Service itself, an Ingress or a route.</summary>
/// <param name="Type">Of the Service; null for what stands in front of it.</param>
/// <param name="Class">Of the Ingress, or the Gateway; empty where none is named.</param>
/// <param name="IsInternal">Null where nobody says it.</param>
/// <param name="HasTls">Null where what would say it is not at hand.</param>
internal sealed record ServerDoor(Position At, string Title, string Namespace, string? Type, string Class, bool? IsInternal, bool? HasTls);

/// <summary>Finds the ways in to Argo CD's server, in objects and in the values of its chart (argo-cd 10.1.1).</summary>
internal static class ServerDoors
{
    public static IEnumerable<ServerDoor> Of(ClusterContents contents, string name)
    {
        var services = contents
            .OfKind("Service")
            .Where(service => service.Name == name || service.Label("app.kubernetes.io/name") == name)
            .ToList();
        var names = services.Select(service => (service.Namespace, service.Name)).ToHashSet();
        return services
            .Select(Service)
            .Concat(contents.OfKind("networking.k8s.io/Ingress").SelectMany(ingress => Ingress(contents, ingress, names, name)))
            .Concat(contents.OfKind("gateway.networking.k8s.io/HTTPRoute").SelectMany(route => Route(contents, route, names, name)))
            .Concat(ArgoCdSettings.Charts(contents).SelectMany(values => Values(contents, values)));
    }

    private static ServerDoor Service(Manifest service) =>
        new(
            service.Spec?.Place("type") ?? service.Document.At,
            service.ToString(),
            service.Namespace,
            service.Spec?.Text("type") ?? "ClusterIP",
            "",
            null,
            false
        );

    private static IEnumerable<ServerDoor> Ingress(ClusterContents contents, Manifest ingress, HashSet<(string, string)> names, string name)
    {
        if (!Exposure.Backends(ingress).Any(one => one.Name == name || names.Contains((ingress.Namespace, one.Name))))
            yield break;
        var annotations = ingress.Metadata?.Map("annotations");
        var asked = ingress.Spec?.Text("ingressClassName") ?? annotations?.Text("kubernetes.io/ingress.class") ?? "";
        yield return new ServerDoor(
            ingress.Spec!.Place("ingressClassName"),
            ingress.ToString(),
            ingress.Namespace,
            null,
            asked,
            IngressClasses.IsInternal(contents, asked, annotations),
            ingress.Spec.MapsAt("tls").Any() || annotations?.Text("nginx.ingress.kubernetes.io/ssl-passthrough") == "true"
        );
    }

    private static IEnumerable<ServerDoor> Route(ClusterContents contents, Manifest route, HashSet<(string, string)> names, string name)
    {
        if (!Exposure.Backends(route.Spec).Any(one => one == name || names.Contains((route.Namespace, one))))
            yield break;
        foreach (var parent in route.Spec.MapsAt("parentRefs"))
            yield return OfGateway(contents, parent, route.ToString(), route.Namespace);
    }

    private static ServerDoor OfGateway(ClusterContents contents, YamlMap parent, string title, string space)
    {
        var named = parent.Text("name") ?? "";
        var gateway = contents.Objects.Find(new ObjectId("gateway.networking.k8s.io", "Gateway", parent.Text("namespace") ?? space, named));
        var listeners = gateway
            ?.Spec.MapsAt("listeners")
            .Where(one => parent.Text("sectionName") is not { } section || one.Text("name") == section)
            .ToList();
        return new ServerDoor(
            parent.At,
            title,
            space,
            null,
            named,
            gateway is null ? null : Exposure.IsInternal(gateway.Spec.MapAt("infrastructure", "annotations")),
            listeners?.Any(one => one.Text("protocol") is "HTTPS" or "TLS")
        );
    }

    private static IEnumerable<ServerDoor> Values(ClusterContents contents, ChartValues values)
    {
        var (title, space) = ($"the chart {values.Chart.Name}", values.Chart.Namespace);
        yield return new ServerDoor(
            values.Place("server", "service", "type"),
            $"{title}, server.service",
            space,
            values.Text("ClusterIP", "server", "service", "type"),
            "",
            null,
            false
        );
        if (values.Flag(false, "server", "ingress", "enabled"))
        {
            var annotations = values.Map("server", "ingress", "annotations");
            var asked = values.Text("", "server", "ingress", "ingressClassName");
            yield return new ServerDoor(
                values.Place("server", "ingress", "ingressClassName"),
                $"{title}, server.ingress",
                space,
                null,
                asked,
                IngressClasses.IsInternal(contents, asked, annotations),
                values.Flag(false, "server", "ingress", "tls") || values.Flag(false, "server", "ingress", "extraTls")
            );
        }

        if (values.Flag(false, "server", "httproute", "enabled"))
            foreach (var parent in values.Map("server", "httproute").MapsAt("parentRefs"))
                yield return OfGateway(contents, parent, $"{title}, server.httproute", space);
    }
}
