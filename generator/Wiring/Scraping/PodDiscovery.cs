using GitOpsGen.Wiring.Discovery;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>What Prometheus discovers of pods, alone and behind Services.</summary>
internal static class PodDiscovery
{
    /// <summary>Role pod: a target for each declared port, and one without a port for a container that declares none.</summary>
    public static IEnumerable<Candidate> Pod(PodSource pod) =>
        pod.Containers.SelectMany(container =>
            container.Ports.IsEmpty ? [Of(pod, container, null, 0)] : container.Ports.Select(port => Of(pod, container, port, port.Number))
        );

    /// <summary>
    /// Roles endpoints and endpointslice: a target for each port of the Service, then for each declared port of the pods beside them; those
    /// have no port name, and are only found where the Service has a port.
    /// </summary>
    public static IEnumerable<Candidate> Service(ServiceSource service, PodSource pod, string role)
    {
        var seen = new HashSet<int>();
        foreach (var port in service.Ports)
            if (Number(port, pod) is { } number)
            {
                seen.Add(number);
                var container = pod.Containers.FirstOrDefault(one => one.Ports.Any(declared => declared.Number == number));
                yield return Of(
                    service,
                    pod,
                    container,
                    container?.Ports.First(declared => declared.Number == number),
                    number,
                    port.Name,
                    role
                );
            }

        if (seen.Count == 0)
            yield break;
        foreach (var container in pod.Containers)
        foreach (var port in container.Ports.Where(port => !seen.Contains(port.Number)))
            yield return Of(service, pod, container, port, port.Number, null, role);
    }

    /// <summary>The pods' port that a port of the Service leads to; null where the pods declare none of the name.</summary>
    public static int? Number(ServicePort port, PodSource pod) =>
        int.TryParse(port.TargetPort, out var number)
            ? number
            : pod
                .Containers.Where(container => !container.Ends)
                .SelectMany(container => container.Ports)
                .FirstOrDefault(declared => declared.Name == port.TargetPort)
                ?.Number;

    private static Candidate Of(PodSource pod, ContainerSource container, ContainerPort? port, int number)
    {
        var labels = new TargetLabels();
        MetaLabels.AddPod(labels, pod, container, port);
        labels.Set("__address__", MetaLabels.Address(pod, number));
        return new Candidate(labels, pod, container, port, null, null);
    }

    private static Candidate Of(
        ServiceSource service,
        PodSource pod,
        ContainerSource? container,
        ContainerPort? port,
        int number,
        string? name,
        string role
    )
    {
        var labels = new TargetLabels();
        MetaLabels.AddPod(labels, pod, container, port);
        MetaLabels.AddService(labels, service, name, role);
        labels.Set("__address__", MetaLabels.Address(pod, number));
        return new Candidate(labels, pod, container, port, service, name);
    }
}
