using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Stack;

/// <summary>PROM-007: nobody comes to Prometheus or Alertmanager from outside without saying who they are.</summary>
internal static class ExposureRule
{
    public static Rule<ClusterContents> Closed { get; } =
        new(
            "PROM-007",
            "Prometheus and Alertmanager are reached by no NodePort, LoadBalancer or Ingress without authentication. In an environment "
                + "with "
                + "the feature `local`, or where the load balancer is internal or limited to addresses, a finding is a warning.",
            Check
        )
        {
            Why = "Neither asks who comes: everybody who reaches them reads all metrics, silences alerts, and may delete series.",
            Mend = "Use ClusterIP, and an Ingress with authentication (`auth-url`, `auth-type`, client certificates).",
            Severities = [Severity.Error, Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        foreach (var stack in KubePrometheusStack.Unseen(contents))
        foreach (var part in new[] { "prometheus", "alertmanager" }.Where(part => stack.Values.Flag(true, part, "enabled")))
            Values(contents, stack.Values, part, findings);
        var doors = MonitoringDoors.Of(contents);
        foreach (var door in doors)
            Service(contents, door, findings);
        var byName = doors.ToLookup(door => (door.Service.Namespace, door.Service.Name));
        foreach (var ingress in contents.OfKind("networking.k8s.io/Ingress"))
            Ingress(contents, ingress, byName, findings);
        foreach (var route in contents.OfKind("gateway.networking.k8s.io/HTTPRoute"))
            if (Exposure.Backends(route.Spec).FirstOrDefault(name => byName.Contains((route.Namespace, name))) is { } reached)
                findings.CannotTell(
                    Messages.ExposedByRoute(route.Document.At, route.ToString(), byName[(route.Namespace, reached)].First().Server)
                );
    }

    private static void Values(ClusterContents contents, ChartValues values, string part, Findings findings)
    {
        foreach (var (name, isOn, type) in Services(values, part))
            if (isOn && values.Text(type, part, name, "type") is "NodePort" or "LoadBalancer")
                findings.Fail(
                    Messages.ExposedByService(
                        values.Place(part, name, "type"),
                        $"the chart {values.Chart.Name}: {part}.{name}",
                        values.Text(type, part, name, "type"),
                        part,
                        IsHarmless(contents) || IsLimited(values.Map(part, name), values.Map(part, name, "annotations"))
                    )
                );
        foreach (var name in new[] { "ingress", "ingressPerReplica", "thanosIngress" })
            if (values.Flag(false, part, name, "enabled"))
                Ingress(
                    contents,
                    values.Place(part, name),
                    $"the chart {values.Chart.Name}: {part}.{name}",
                    part,
                    values.Map(part, name, "annotations"),
                    findings
                );
        foreach (var route in values.Map(part, "route")?.Entries ?? [])
            if (values.Flag(false, part, "route", route.Key.Text, "enabled"))
                findings.CannotTell(
                    Messages.ExposedByRoute(route.Key.At, $"the chart {values.Chart.Name}: {part}.route.{route.Key.Text}", part)
                );
    }

    private static (string Name, bool IsOn, string Type)[] Services(ChartValues values, string part) =>
        [
            ("service", values.Flag(true, part, "service", "enabled"), "ClusterIP"),
            ("servicePerReplica", values.Flag(false, part, "servicePerReplica", "enabled"), "ClusterIP"),
            ("thanosService", values.Flag(false, part, "thanosService", "enabled"), "ClusterIP"),
            ("thanosServiceExternal", values.Flag(false, part, "thanosServiceExternal", "enabled"), "LoadBalancer"),
        ];

    private static void Service(ClusterContents contents, MonitoringDoor door, Findings findings)
    {
        var (service, spec) = (door.Service, door.Service.Spec);
        if (spec?.Text("type") is not ("NodePort" or "LoadBalancer") || door.IsGuarded == true)
            return;
        var at = spec.Place("type");
        if (door.IsGuarded is null)
            findings.CannotTell(Messages.ExposedBehindProxy(at, service.ToString(), spec.Text("type")!, door.Server));
        else
            findings.Fail(
                Messages.ExposedByService(
                    at,
                    service.ToString(),
                    spec.Text("type")!,
                    door.Server,
                    IsHarmless(contents) || IsLimited(spec, service.Metadata?.Map("annotations"))
                )
            );
    }

    private static void Ingress(
        ClusterContents contents,
        Manifest ingress,
        ILookup<(string, string), MonitoringDoor> doors,
        Findings findings
    )
    {
        var reached = Exposure
            .Backends(ingress)
            .Select(one => (one.Backend, Door: doors[(ingress.Namespace, one.Name)].FirstOrDefault()))
            .FirstOrDefault(one => one.Door is not null);
        if (reached.Door is { IsGuarded: not true } door)
            Ingress(contents, reached.Backend.At, ingress.ToString(), door.Server, ingress.Metadata?.Map("annotations"), findings);
    }

    private static void Ingress(ClusterContents contents, Position at, string title, string server, YamlMap? annotations, Findings findings)
    {
        if (Exposure.HasAuthentication(annotations))
            return;
        if (Exposure.Unclear(annotations) is { } key)
            findings.CannotTell(Messages.ExposedUnclear(at, title, server, key));
        else
            findings.Fail(Messages.ExposedByIngress(at, title, server, IsHarmless(contents)));
    }

    private static bool IsHarmless(ClusterContents contents) => EnvironmentClass.Of(contents.Features) == EnvironmentClass.Local;

    private static bool IsLimited(YamlMap? service, YamlMap? annotations) =>
        service?.Text("type") != "NodePort"
        && (
            Exposure.IsInternal(annotations)
            || service.TextsAt("loadBalancerSourceRanges").Any(range => range is not ("0.0.0.0/0" or "::/0"))
        );
}
