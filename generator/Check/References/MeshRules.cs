using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>REF-016: where Istio sends requests to is there.</summary>
internal static class MeshRules
{
    public static Rule<ClusterContents> Routes { get; } =
        new(
            "REF-016",
            "The Services, ports, subsets and Gateways that a VirtualService names are there, and so is the Service of a DestinationRule.",
            Check
        )
        {
            Why =
                "Istio answers 503 for a host or a subset that it does not know, and takes nothing from a Gateway that is not there. A "
                + "DestinationRule without its Service says nothing of anybody (a warning).",
            Mend =
                "Correct the host: a name without dots is a Service of the same namespace, any other is taken as it is, so write "
                + "name.namespace.svc.cluster.local. Give the subset to a DestinationRule of that host.",
            Severities = [Severity.Error, Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var index = new ClusterIndex(contents);
        var entries = contents
            .OfKind(MeshRoutes.Entry)
            .SelectMany(entry => entry.Spec?.Texts("hosts") ?? [])
            .Select(host => host.Text)
            .ToHashSet(StringComparer.Ordinal);
        var routes = index
            .Objects.SelectMany(MeshRoutes.Of)
            .Where(route => !entries.Contains(route.Host.Full) && !entries.Any(route.Host.IsMatchedBy))
            .ToList();
        ReferenceJudge.Judge(
            index,
            routes.Select(Service).OfType<Reference>().Concat(index.Objects.SelectMany(MeshRoutes.References)),
            new(Messages.RouteMissing, Messages.RouteUnknown) { Weak = Messages.RouteWeak },
            findings
        );
        var rules = contents.OfKind(MeshRoutes.Rule).ToList();
        foreach (var route in routes)
        {
            Meant(index, route, findings);
            BackendRules.Port(index, Service(route), Port(route), Messages.RoutePortMissing, findings);
            Subset(index, rules, route, findings);
        }
    }

    private static Reference? Service(MeshRoute route) =>
        route.Host.Service is var (space, name)
            ? new Reference(route.From, $"{route.Path}.host", route.Destination.Scalar("host")!.At, "Service", space, name)
            {
                IsWeak = route.IsWeak,
            }
            : null;

    private static YamlScalar? Port(MeshRoute route) => route.Destination.Map("port")?.Scalar("number");

    private static void Meant(ClusterIndex index, MeshRoute route, Findings findings)
    {
        if (route.Host.Meant is var (space, name) && index.All("Service", space, name).Any())
            findings.Fail(
                Messages.HostNotFull(
                    route.Destination.Scalar("host")!.At,
                    ObjectNames.Of(route.From),
                    $"{route.Path}.host",
                    route.Host.Written,
                    $"{name}.{space}.svc.cluster.local"
                )
            );
    }

    private static void Subset(ClusterIndex index, IReadOnlyList<Manifest> rules, MeshRoute route, Findings findings)
    {
        if (route.Destination.Scalar("subset") is not { Text.Length: > 0 } subset)
            return;
        var known = rules
            .Where(rule => rule.Spec?.Text("host") is { } host && route.Host.IsMatchedBy(MeshHost.Of(host, rule).Full))
            .SelectMany(rule => rule.Spec!.List("subsets").OfType<YamlMap>())
            .Select(one => one.Text("name"))
            .OfType<string>()
            .ToList();
        if (known.Contains(subset.Text))
            return;
        var (from, field) = (ObjectNames.Of(route.From), $"{route.Path}.subset");
        if (index.MayHave(MeshRoutes.Rule, route.Host.Service?.Namespace ?? route.From.Namespace) is { } why)
            findings.CannotTell(Messages.SubsetUnknown(subset.At, from, field, subset.Text, route.Host.Written, why));
        else
            findings.Fail(Messages.SubsetMissing(subset.At, from, field, subset.Text, route.Host.Written, known));
    }
}
