using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Kustomize;

/// <summary>Looks for the port that a monitor scrapes at what it selects: one that nobody declares makes no target.</summary>
internal sealed class MonitoredPort(Unit unit, Manifests objects)
{
    private readonly Monitoring monitoring = unit.Deployment.Monitoring!;

    /// <summary>The objects beside the monitor; what names no namespace goes into the app's, as the monitor does.</summary>
    public static IEnumerable<Manifest> Here(Unit unit, Manifests objects) =>
        objects.Objects.Where(each => each.Namespace.Length == 0 || each.Namespace == unit.App.Namespace);

    /// <returns>Null where the port is there, or nobody can tell.</returns>
    public Diagnostic? Missing(IReadOnlyList<Manifest> chosen) =>
        monitoring.Type switch
        {
            MonitorType.Pod => OfContainers(chosen.Select(each => each.Pods).OfType<PodTemplate>(), $"{chosen[0].Kind} {chosen[0].Name}"),
            MonitorType.Service => OfService(chosen[0]),
            _ => null,
        };

    // A name is that of the Service's own port; a number that of the containers behind it.
    private Diagnostic? OfService(Manifest service)
    {
        var name = $"Service {service.Name}";
        if (monitoring.Port.Number is null)
            return Expect(name, Texts(service.Spec?.List("ports") ?? [], "name"));
        if (service.Spec?.Map("selector") is not { } selector)
            return null;
        var wanted = LabelSelector.Pairs(selector);
        var pods = Here(unit, objects).Select(each => each.Pods).OfType<PodTemplate>();
        return OfContainers(pods.Where(each => LabelSelector.Selects(wanted, each.Labels)), $"the pods of {name}");
    }

    private Diagnostic? OfContainers(IEnumerable<PodTemplate> pods, string where)
    {
        var containers = pods.SelectMany(each => each.Containers).ToList();
        var key = monitoring.Port.Number is null ? "name" : "containerPort";
        return containers.Count == 0 ? null : Expect(where, Texts(containers.SelectMany(each => each.Document.List("ports")), key));
    }

    private static IEnumerable<string> Texts(IEnumerable<YamlNode> ports, string key) =>
        ports.OfType<YamlMap>().Select(port => port.Text(key)).OfType<string>();

    private Diagnostic? Expect(string where, IEnumerable<string> known)
    {
        var (port, all) = ($"{monitoring.Port}", known.ToList());
        return all.Contains(port, StringComparer.Ordinal)
            ? null
            : Messages.MonitoredPortMissing(monitoring.Port.At, unit.Name, port, where, all);
    }
}
