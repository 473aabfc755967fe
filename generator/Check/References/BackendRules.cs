using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>REF-004: whoever sends requests to a Service finds it, and the port.</summary>
internal static class BackendRules
{
    public static Rule<ClusterContents> Services { get; } =
        new(
            "REF-004",
            "The Services that Ingresses, routes, webhooks, APIServices and StatefulSets name are there, with the ports asked for, and so "
                + "are the Gateways of routes.",
            Check
        )
        {
            Why =
                "An Ingress answers 503, an APIService or webhook makes the API server refuse what it is asked. A webhook that is "
                + "ignored when it "
                + "fails checks nothing, and pods of a StatefulSet get no names without their Service: warnings.",
            Mend = "Correct name, namespace or port, or bring the Service.",
            Severities = [Severity.Error, Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var index = new ClusterIndex(contents);
        var backends = index.Objects.SelectMany(Backends.Of).ToList();
        ReferenceJudge.Judge(
            index,
            backends.Select(backend => backend.Service).Concat(index.Objects.SelectMany(Backends.Gateways)),
            new(Messages.BackendMissing, Messages.BackendUnknown) { Weak = Messages.WeakBackendMissing },
            findings
        );
        foreach (var backend in backends)
            Port(index, backend.Service, backend.Port, Messages.PortMissing, findings, backend.DefaultPort);
    }

    /// <param name="missing">Takes the place, who asks, its field, the port, the Service and its ports.</param>
    public static void Port(
        ClusterIndex index,
        Reference? from,
        YamlScalar? port,
        Func<Position, string, string, string, string, IEnumerable<string>, Diagnostic> missing,
        Findings findings,
        string? usual = null
    )
    {
        if (from is null || (port?.Text ?? usual) is not { } asked)
            return;
        var service = index
            .All("Service", from.Namespace, from.Name)
            .FirstOrDefault(target => target.Origin.GroupKind == "Service")
            ?.Origin;
        if (service is null || service.Spec?.Text("type") == "ExternalName")
            return;
        var ports = (service.Spec?.List("ports") ?? []).OfType<YamlMap>().ToList();
        if (!ports.Exists(one => one.Text("port") == asked || one.Text("name") == asked))
            findings.Fail(
                missing(
                    port?.At ?? from.At,
                    ObjectNames.Of(from.From),
                    from.Field,
                    asked,
                    ObjectNames.Of(service),
                    ports.Select(one => one.Text("name") is { } name ? $"{name} ({one.Text("port")})" : one.Text("port") ?? "")
                )
            );
    }
}
