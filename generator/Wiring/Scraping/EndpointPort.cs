using GitOpsGen.Diagnostics;
using GitOpsGen.Wiring.Acceptance;
using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>
/// The port that an endpoint of a ServiceMonitor asks for: a Service port by its name, else a container's declared port by name or number,
/// else every port.
/// </summary>
internal sealed class EndpointPort(ScrapeContext context, MonitorEndpoint endpoint)
{
    private readonly string port = endpoint.Map.Text("port") ?? "";

    private readonly YamlScalar? targetPort = endpoint.Map.Scalar("targetPort");

    // A number in quotes is a name to the operator.
    private int? Number => targetPort is { IsString: false, Kind: "integer" } ? endpoint.Map.Integer("targetPort") : null;

    public string Asked =>
        port.Length > 0 ? $"port {port}"
        : targetPort is { Text.Length: > 0 } ? $"targetPort {targetPort.Text}"
        : "every port";

    public Answer Takes(Candidate candidate) =>
        port.Length > 0 ? context.Takes(port, candidate.PortName ?? "")
        : targetPort is not { Text.Length: > 0 } ? Answer.Yes
        : Number is { } number ? Answers.Of(candidate.Declared?.Number == number)
        : context.Takes(targetPort.Text, candidate.Declared?.Name ?? "");

    /// <summary>No port of the Services is called so, whatever is behind them.</summary>
    public bool IsImpossible(IReadOnlyList<Backing> backings) =>
        port.Length > 0
        && backings.All(backing =>
            (backing.Service.Selector is not null || backing.Service.Unrendered.Length > 0 || backing.Answer == Answer.Yes)
            && backing.Service.Ports.All(one => context.Takes(port, one.Name) == Answer.No)
        );

    public Step Unclear() =>
        new(Hop.Port, Answer.Unknown, $"{endpoint.Path} asks for {Asked}", "nobody can tell what this regular expression takes")
        {
            At = endpoint.Map.At,
        };

    public void Warn(IReadOnlyList<Candidate> taken)
    {
        if (Asked == "every port")
            context.Warn(WiringWarning.NoPortFilter, $"{endpoint.Path} asks for no port, so every port is scraped, of sidecars too");
        foreach (var candidate in taken.Where(candidate => candidate.Container?.Ends == true))
            context.Warn(
                WiringWarning.InitContainer,
                $"{endpoint.Path} scrapes the init container {candidate.Container!.Name} of {candidate.Pod!.Shown}, which ends"
            );
    }

    public Step Missing(IReadOnlyList<Backing> backings)
    {
        var services = backings.Select(backing => backing.Service).ToList();
        var (found, mend) = port.Length > 0 ? ByName(services, backings) : ByTarget(services, backings);
        return new Step(Hop.Port, Answer.No, $"{endpoint.Path} asks for {Asked}", found)
        {
            Mend = mend,
            At = (endpoint.Map["port"] ?? endpoint.Map["targetPort"] ?? endpoint.Map).At,
        };
    }

    private (string Found, string Mend) ByName(List<ServiceSource> services, IReadOnlyList<Backing> backings)
    {
        var named = services
            .SelectMany(service => service.Ports)
            .Where(one => one.Name.Length > 0)
            .Select(one => one.Name)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (
            services.SelectMany(service => service.Ports).FirstOrDefault(one => context.Takes(port, one.Name) == Answer.Yes) is
            { } unresolved
        )
            return (
                $"{services[0].Shown} has the port, which leads to {unresolved.TargetPort}, but its pods declare {Declared(backings)}",
                "Correct the Service's targetPort, or name the container's port so."
            );
        if (named.Count > 0)
            return (
                $"{services[0].Shown} has {Ports(named)}, none called {port}",
                $"Write port: {Nearest.To(port, named) ?? named[0]}, or rename the Service's port."
            );
        return services.Exists(service => !service.Ports.IsEmpty)
            ? (
                $"the port of {services[0].Shown} has no name, and port asks for a Service port by its name",
                $"Name the Service's port {port}, or write targetPort: {TargetOf(services[0])}."
            )
            : ($"{services[0].Shown} has no ports", $"Give the Service a port called {port}.");
    }

    private (string Found, string Mend) ByTarget(List<ServiceSource> services, IReadOnlyList<Backing> backings)
    {
        var leading = services.SelectMany(service => service.Ports).FirstOrDefault(one => one.TargetPort == targetPort?.Text);
        var found = $"no container behind {services[0].Shown} declares port {targetPort?.Text}; declared are {Declared(backings)}";
        if (leading is { Name.Length: > 0 })
            return (
                $"{found}; its port {leading.Name} leads there all the same",
                $"Write port: {leading.Name}, or declare the port in the container."
            );
        return (found, "Declare the port in the container, or ask for one that is declared.");
    }

    private static string Ports(List<string> names) => names.Count == 1 ? $"port {names[0]}" : $"ports {string.Join(", ", names.Take(6))}";

    private static string TargetOf(ServiceSource service) => service.Ports[0].TargetPort;

    private static string Declared(IReadOnlyList<Backing> backings)
    {
        var ports = backings
            .SelectMany(backing => backing.Pods)
            .SelectMany(pod => pod.Containers)
            .SelectMany(container => container.Ports)
            .Select(one => one.Name.Length > 0 ? $"{one.Name} ({one.Number})" : $"{one.Number}")
            .Distinct(StringComparer.Ordinal)
            .Take(6)
            .ToList();
        return ports.Count == 0 ? "none" : string.Join(", ", ports);
    }
}
