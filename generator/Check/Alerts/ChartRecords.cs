using System.Collections.Immutable;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Alerts;

/// <summary>
/// The recording rules that the chart kube-prometheus-stack makes with all its groups switched on but those for Windows, so that they are
/// known where Argo CD inflates the chart and its objects are not at hand. Names from its templates/prometheus/rules-1.14 at
/// <see cref="Version"/>.
/// </summary>
internal static class ChartRecords
{
    public const string Chart = "kube-prometheus-stack";

    private const string Version = "88.5.3";

    private const string Facts = """
        :node_memory_MemAvailable_bytes:sum apiserver_request:availability30d apiserver_request:burnrate1d
        apiserver_request:burnrate1h apiserver_request:burnrate2h apiserver_request:burnrate30m apiserver_request:burnrate3d
        apiserver_request:burnrate5m apiserver_request:burnrate6h
        cluster:namespace:pod_cpu:active:kube_pod_container_resource_limits
        cluster:namespace:pod_cpu:active:kube_pod_container_resource_requests
        cluster:namespace:pod_memory:active:kube_pod_container_resource_limits
        cluster:namespace:pod_memory:active:kube_pod_container_resource_requests cluster:node_cpu:ratio
        cluster:node_cpu:ratio_rate5m cluster:node_cpu:sum_rate5m
        cluster_quantile:apiserver_request_sli_duration_seconds:histogram_quantile
        cluster_quantile:scheduler_pod_scheduling_sli_duration_seconds:histogram_quantile
        cluster_quantile:scheduler_scheduling_algorithm_duration_seconds:histogram_quantile
        cluster_quantile:scheduler_scheduling_attempt_duration_seconds:histogram_quantile
        cluster_verb_scope:apiserver_request_sli_duration_seconds_count:increase1h
        cluster_verb_scope:apiserver_request_sli_duration_seconds_count:increase30d
        cluster_verb_scope_le:apiserver_request_sli_duration_seconds_bucket:increase1h
        cluster_verb_scope_le:apiserver_request_sli_duration_seconds_bucket:increase30d code:apiserver_request_total:increase30d
        code_resource:apiserver_request_total:rate5m code_verb:apiserver_request_total:increase1h
        code_verb:apiserver_request_total:increase30d count:up0 count:up1 instance:node_cpu:rate:sum instance:node_cpu:ratio
        instance:node_cpu_utilisation:rate5m instance:node_load1_per_cpu:ratio instance:node_memory_utilisation:ratio
        instance:node_network_receive_bytes:rate:sum instance:node_network_receive_bytes_excluding_lo:rate5m
        instance:node_network_receive_bytes_physical:rate5m instance:node_network_receive_drop_excluding_lo:rate5m
        instance:node_network_receive_drop_physical:rate5m instance:node_network_transmit_bytes:rate:sum
        instance:node_network_transmit_bytes_excluding_lo:rate5m instance:node_network_transmit_bytes_physical:rate5m
        instance:node_network_transmit_drop_excluding_lo:rate5m instance:node_network_transmit_drop_physical:rate5m
        instance:node_num_cpu:sum instance:node_vmstat_pgmajfault:rate5m instance_device:node_disk_io_time_seconds:rate5m
        instance_device:node_disk_io_time_weighted_seconds:rate5m namespace_cpu:kube_pod_container_resource_limits:sum
        namespace_cpu:kube_pod_container_resource_requests:sum namespace_memory:kube_pod_container_resource_limits:sum
        namespace_memory:kube_pod_container_resource_requests:sum namespace_workload_pod:kube_pod_owner:relabel
        node:node_cpu_utilization:ratio_rate5m node:node_num_cpu:sum node_namespace_pod:kube_pod_info:
        node_namespace_pod_container:container_cpu_usage_seconds_total:sum_irate
        node_namespace_pod_container:container_cpu_usage_seconds_total:sum_rate5m
        node_namespace_pod_container:container_memory_cache node_namespace_pod_container:container_memory_rss
        node_namespace_pod_container:container_memory_swap node_namespace_pod_container:container_memory_working_set_bytes
        node_quantile:kubelet_pleg_relist_duration_seconds:histogram_quantile
        """;

    public static ImmutableHashSet<string> Names { get; } = [.. Facts.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>All that the chart makes by itself is among <see cref="Names"/>.</summary>
    public static bool Knows(ChartUse chart) =>
        chart is { Name: Chart, Version: Version } && chart.Values.Map("windowsMonitoring")?.Flag("enabled") != true;
}
