using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Wiring.Selection;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>
/// The labels that Prometheus' discovery gives (discovery/kubernetes): what manifests say of them for certain, and of the rest that they
/// are there.
/// </summary>
internal static class MetaLabels
{
    private const string Prefix = "__meta_kubernetes_";

    /// <summary>Of a pod, at one of its containers' ports; the number 0 where the container has none.</summary>
    public static void AddPod(TargetLabels labels, PodSource pod, ContainerSource? container, ContainerPort? port)
    {
        labels.Set($"{Prefix}namespace", pod.Namespace);
        labels.Set($"{Prefix}pod_name", LabelValue.Guess($"{pod.Name}-0", $"{pod.Name}-x"));
        labels.Set($"{Prefix}pod_ip", LabelValue.Guess(Ip(pod, 10), Ip(pod, 172)));
        labels.Set($"{Prefix}pod_host_ip", LabelValue.Guess("10.255.0.1", "172.31.0.2"));
        labels.Set($"{Prefix}pod_node_name", LabelValue.Guess("node-a", "node-b"));
        labels.Set($"{Prefix}pod_uid", LabelValue.Guess("0", "1"));
        labels.Set($"{Prefix}pod_phase", "Running");
        labels.Set($"{Prefix}pod_ready", "true");
        labels.Set(
            $"{Prefix}pod_controller_kind",
            pod.Kind == "Deployment" ? "ReplicaSet"
                : pod.Kind == "Pod" ? ""
                : pod.Kind
        );
        labels.Set($"{Prefix}pod_controller_name", LabelValue.Guess(pod.Name, $"{pod.Name}-x"));
        Texts(labels, "pod_label", pod.Labels);
        Texts(labels, "pod_annotation", pod.Annotations);
        if (pod.Kind is "Deployment" or "ReplicaSet" or "Rollout")
            labels.Set($"{Prefix}pod_label_pod_template_hash", LabelValue.Guess("0", "1"));
        if (container is not null)
            AddContainer(labels, container, port);
    }

    /// <summary>Of a Service, at an endpoint port of it.</summary>
    /// <param name="portName">Null where no port of the Service leads there.</param>
    public static void AddService(TargetLabels labels, ServiceSource service, string? portName, string role)
    {
        labels.Set($"{Prefix}namespace", service.Namespace);
        labels.Set($"{Prefix}service_name", service.Name);
        Texts(labels, "service_label", service.Labels);
        Texts(labels, "service_annotation", service.Annotations);
        if (role == "endpoints")
            labels.Set($"{Prefix}endpoints_name", service.Name);
        var kind = role == "endpoints" ? "endpoint" : "endpointslice";
        if (portName is null)
            return;
        labels.Set($"{Prefix}{kind}_port_name", portName);
        labels.Set($"{Prefix}{kind}_ready", "true");
        labels.Set($"{Prefix}{kind}_address_target_kind", "Pod");
    }

    public static void Texts(TargetLabels labels, string what, KnownLabels known)
    {
        foreach (var (key, value) in known.Pairs)
        {
            var name = KnownLabels.Sanitize(key);
            labels.Set($"{Prefix}{what}_{name}", value);
            labels.Set($"{Prefix}{what}present_{name}", "true");
        }
    }

    /// <summary>An address in two clusters that could be; those of two workloads differ in each.</summary>
    public static LabelValue Address(PodSource pod, int port) =>
        LabelValue.Guess(port > 0 ? $"{Ip(pod, 10)}:{port}" : Ip(pod, 10), port > 0 ? $"{Ip(pod, 172)}:{port}" : Ip(pod, 172));

    private static string Ip(PodSource pod, int first) => $"{first}.{pod.Number >> 16 & 255}.{pod.Number >> 8 & 255}.{pod.Number & 255}";

    private static void AddContainer(TargetLabels labels, ContainerSource container, ContainerPort? port)
    {
        labels.Set($"{Prefix}pod_container_name", container.Name);
        labels.Set($"{Prefix}pod_container_image", container.Image);
        labels.Set($"{Prefix}pod_container_init", container.IsInit ? "true" : "false");
        if (port is null)
            return;
        labels.Set($"{Prefix}pod_container_port_name", port.Name);
        labels.Set($"{Prefix}pod_container_port_number", $"{port.Number}");
        labels.Set($"{Prefix}pod_container_port_protocol", port.Protocol);
    }
}
