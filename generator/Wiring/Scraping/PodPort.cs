using GitOpsGen.Diagnostics;
using GitOpsGen.Wiring.Acceptance;
using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>
/// The port that an endpoint of a PodMonitor asks for: a container's port by name, or by number (<c>portNumber</c>), or the outdated
/// <c>targetPort</c>, else every port, and the containers without one.
/// </summary>
internal sealed class PodPort(ScrapeContext context, MonitorEndpoint endpoint)
{
    private readonly string port = endpoint.Map.Text("port") ?? "";

    private readonly int? number = endpoint.Map.Integer("portNumber") ?? Number(endpoint.Map.Scalar("targetPort"));

    private readonly string targetPort = Number(endpoint.Map.Scalar("targetPort")) is null ? endpoint.Map.Text("targetPort") ?? "" : "";

    public string Asked =>
        port.Length > 0 ? $"port {port}"
        : number is not null ? $"portNumber {number}"
        : targetPort.Length > 0 ? $"targetPort {targetPort}"
        : "every port";

    public Answer Takes(Candidate candidate) =>
        port.Length > 0 ? context.Takes(port, candidate.Declared?.Name ?? "")
        : number is not null ? Answers.Of(candidate.Declared?.Number == number)
        : targetPort.Length > 0 ? context.Takes(targetPort, candidate.Declared?.Name ?? "")
        : Answer.Yes;

    public Step Unclear() =>
        new(Hop.Port, Answer.Unknown, $"{endpoint.Path} asks for {Asked}", "nobody can tell what this regular expression takes")
        {
            At = endpoint.Map.At,
        };

    public void Warn(IReadOnlyList<Candidate> taken)
    {
        if (Asked == "every port")
            context.Warn(WiringWarning.NoPortFilter, $"{endpoint.Path} asks for no port, so every port is scraped, of sidecars too");
        foreach (var (name, pod) in taken.Where(one => one.Container!.Ends).Select(one => (one.Container!.Name, one.Pod!.Shown)))
            context.Warn(WiringWarning.InitContainer, $"{endpoint.Path} scrapes the init container {name} of {pod}, which ends");
        foreach (var (name, pod) in taken.Where(one => one.Declared is null).Select(one => (one.Container!.Name, one.Pod!.Shown)))
            context.Warn(
                WiringWarning.WithoutPort,
                $"{endpoint.Path} scrapes container {name} of {pod}, which declares no port: at port 80 or 443"
            );
    }

    public Step Missing(List<PodSource> pods)
    {
        var declared = pods[0].Containers.SelectMany(container => container.Ports).ToList();
        var names = declared.Where(one => one.Name.Length > 0).Select(one => one.Name).ToList();
        var shown =
            declared.Count == 0
                ? "no port"
                : string.Join(", ", declared.Take(6).Select(one => one.Name.Length > 0 ? $"{one.Name} ({one.Number})" : $"{one.Number}"));
        var service = OfService(pods[0]);
        return new Step(
            Hop.Port,
            Answer.No,
            $"{endpoint.Path} asks for {Asked}",
            $"the containers of {pods[0].Shown} declare {shown}"
                + (service is null ? "" : $"; {port} is a port of {service.Shown}, and a PodMonitor asks for ports of containers")
        )
        {
            Mend = Mend(pods[0], service, declared, names),
            At = (endpoint.Map["port"] ?? endpoint.Map["portNumber"] ?? endpoint.Map["targetPort"] ?? endpoint.Map).At,
        };
    }

    private static string Mend(PodSource pod, ServiceSource? service, List<ContainerPort> declared, List<string> names)
    {
        var leads = service?.Ports.Select(one => PodDiscovery.Number(one, pod)).FirstOrDefault(found => found is not null);
        var meant = declared.Find(one => one.Number == leads) ?? declared.FirstOrDefault();
        return names.Count > 0 && meant is { Name.Length: > 0 } ? $"Write port: {meant.Name}, or rename the container's port."
            : meant is not null ? $"Write portNumber: {meant.Number}, or name the container's port."
            : "Declare the port in the container.";
    }

    private ServiceSource? OfService(PodSource pod) =>
        port.Length == 0
            ? null
            : context
                .Index.ServicesIn[pod.Namespace]
                .FirstOrDefault(service =>
                    service.Ports.Any(one => one.Name == port)
                    && service.Selector is { } pairs
                    && Kubernetes.LabelSelector.Selects(pairs, pod.Labels.Pairs)
                );

    private static int? Number(YamlScalar? scalar) =>
        scalar is { IsString: false, Kind: "integer" } && int.TryParse(scalar.Text, out var found) ? found : null;
}
