using System.Collections.Immutable;

namespace GitOpsGen.Check.Alerts;

/// <summary>A job that the agent has by itself.</summary>
/// <param name="Name">As its settings call it.</param>
/// <param name="Job">The label <c>job</c> of its series.</param>
/// <param name="IsOn">Unless a setting says otherwise.</param>
/// <param name="Kept">Names and patterns of the metrics that the minimal profile keeps, each anchored.</param>
internal sealed record AgentTarget(string Name, string Job, bool IsOn, ImmutableArray<string> Kept)
{
    /// <summary>What others call the program that it scrapes.</summary>
    public string Program => Job == "node" ? "node-exporter" : Job;
}

/// <summary>
/// What the ama-metrics agent scrapes by itself, and what its minimal ingestion profile, which is on by default, lets through. Facts of
/// Azure/prometheus-collector at 39583fd50 (2026-07-21), otelcollector/shared/configmap: the lists of the variables *_minimal_mac.
/// </summary>
internal static class AgentProfile
{
    // Target, job, on or off by default; below it what is kept.
    private const string Facts = """
        kubelet kubelet on
          kubelet_volume_stats_capacity_bytes kubelet_volume_stats_used_bytes kubelet_node_name kubelet_running_pods
          kubelet_running_pod_count kubelet_running_sum_containers kubelet_running_containers kubelet_running_container_count
          volume_manager_total_volumes kubelet_node_config_error kubelet_runtime_operations_total
          kubelet_runtime_operations_errors_total kubelet_runtime_operations_duration_seconds_bucket
          kubelet_runtime_operations_duration_seconds_sum kubelet_runtime_operations_duration_seconds_count
          kubelet_pod_start_duration_seconds_bucket kubelet_pod_start_duration_seconds_sum kubelet_pod_start_duration_seconds_count
          kubelet_pod_worker_duration_seconds_bucket kubelet_pod_worker_duration_seconds_sum
          kubelet_pod_worker_duration_seconds_count storage_operation_duration_seconds_bucket storage_operation_duration_seconds_sum
          storage_operation_duration_seconds_count storage_operation_errors_total kubelet_cgroup_manager_duration_seconds_bucket
          kubelet_cgroup_manager_duration_seconds_sum kubelet_cgroup_manager_duration_seconds_count
          kubelet_pleg_relist_interval_seconds_bucket kubelet_pleg_relist_interval_seconds_count
          kubelet_pleg_relist_interval_seconds_sum kubelet_pleg_relist_duration_seconds_bucket
          kubelet_pleg_relist_duration_seconds_count kubelet_pleg_relist_duration_seconds_sum rest_client_requests_total
          rest_client_request_duration_seconds_bucket rest_client_request_duration_seconds_sum
          rest_client_request_duration_seconds_count process_resident_memory_bytes process_cpu_seconds_total go_goroutines
          kubernetes_build_info kubelet_certificate_manager_client_ttl_seconds
          kubelet_certificate_manager_client_expiration_renew_errors kubelet_server_expiration_renew_errors
          kubelet_certificate_manager_server_ttl_seconds kubelet_volume_stats_available_bytes kubelet_volume_stats_inodes_free
          kubelet_volume_stats_inodes_used kubelet_volume_stats_inodes kube_persistentvolumeclaim_access_mode
          kube_persistentvolumeclaim_labels kube_persistentvolume_status_phase
        cadvisor cadvisor on
          container_spec_cpu_quota container_spec_cpu_period container_memory_rss container_network_receive_bytes_total
          container_network_transmit_bytes_total container_network_receive_packets_total container_network_transmit_packets_total
          container_network_receive_packets_dropped_total container_network_transmit_packets_dropped_total container_fs_reads_total
          container_fs_writes_total container_fs_reads_bytes_total container_fs_writes_bytes_total container_cpu_usage_seconds_total
          container_memory_working_set_bytes container_memory_cache container_memory_swap container_cpu_cfs_throttled_periods_total
          container_cpu_cfs_periods_total kubernetes_build_info container_start_time_seconds
        kubestate kube-state-metrics on
          kube_job_status_succeeded kube_job_spec_completions kube_daemonset_status_desired_number_scheduled
          kube_daemonset_status_current_number_scheduled kube_daemonset_status_number_misscheduled
          kube_daemonset_status_number_ready kube_deployment_status_replicas_ready kube_pod_container_status_last_terminated_reason
          kube_pod_container_status_waiting_reason kube_pod_container_status_restarts_total kube_node_status_allocatable
          kube_pod_owner kube_pod_container_resource_requests kube_pod_status_phase kube_pod_container_resource_limits
          kube_replicaset_owner kube_resourcequota kube_namespace_status_phase kube_node_status_capacity kube_node_info
          kube_pod_info kube_deployment_spec_replicas kube_deployment_status_replicas_available
          kube_deployment_status_replicas_updated kube_statefulset_status_replicas_ready kube_statefulset_status_replicas
          kube_statefulset_status_replicas_updated kube_job_status_start_time kube_job_status_active kube_job_failed
          kube_horizontalpodautoscaler_status_desired_replicas kube_horizontalpodautoscaler_status_current_replicas
          kube_horizontalpodautoscaler_spec_min_replicas kube_horizontalpodautoscaler_spec_max_replicas kubernetes_build_info
          kube_node_status_condition kube_node_spec_taint kube_pod_container_info kube_.*_labels kube_.*_annotations
          kube_service_info kube_pod_container_status_running kube_pod_container_status_waiting kube_pod_container_status_terminated
          kube_pod_container_state_started kube_pod_created kube_pod_start_time kube_pod_init_container_info
          kube_pod_init_container_status_terminated kube_pod_init_container_status_terminated_reason
          kube_pod_init_container_status_ready kube_pod_init_container_resource_limits kube_pod_init_container_status_running
          kube_pod_init_container_status_waiting kube_pod_init_container_status_restarts_total kube_pod_container_status_ready
          kube_pod_init_container_* kube_pod_deletion_timestamp kube_pod_status_reason kube_pod_init_container_resource_requests
        nodeexporter node on
          node_filesystem_readonly node_memory_MemTotal_bytes node_cpu_seconds_total node_memory_MemAvailable_bytes
          node_memory_Buffers_bytes node_memory_Cached_bytes node_memory_MemFree_bytes node_memory_Slab_bytes
          node_filesystem_avail_bytes node_filesystem_size_bytes node_time_seconds node_exporter_build_info node_load1
          node_vmstat_pgmajfault node_network_receive_bytes_total node_network_transmit_bytes_total node_network_receive_drop_total
          node_network_transmit_drop_total node_disk_io_time_seconds_total node_disk_io_time_weighted_seconds_total node_load5
          node_load15 node_disk_read_bytes_total node_disk_written_bytes_total node_uname_info kubernetes_build_info
          node_boot_time_seconds
        coredns kube-dns off
          coredns_build_info coredns_panics_total coredns_dns_responses_total coredns_forward_responses_total
          coredns_dns_request_duration_seconds coredns_dns_request_duration_seconds_bucket coredns_dns_request_duration_seconds_sum
          coredns_dns_request_duration_seconds_count coredns_forward_request_duration_seconds
          coredns_forward_request_duration_seconds_bucket coredns_forward_request_duration_seconds_sum
          coredns_forward_request_duration_seconds_count coredns_dns_requests_total coredns_forward_requests_total
          coredns_cache_hits_total coredns_cache_misses_total coredns_cache_entries coredns_plugin_enabled
          coredns_dns_request_size_bytes coredns_dns_request_size_bytes_bucket coredns_dns_request_size_bytes_sum
          coredns_dns_request_size_bytes_count coredns_dns_response_size_bytes coredns_dns_response_size_bytes_bucket
          coredns_dns_response_size_bytes_sum coredns_dns_response_size_bytes_count process_resident_memory_bytes
          process_cpu_seconds_total go_goroutines kubernetes_build_info
        kubeproxy kube-proxy off
          kubeproxy_sync_proxy_rules_duration_seconds kubeproxy_sync_proxy_rules_duration_seconds_bucket
          kubeproxy_sync_proxy_rules_duration_seconds_sum kubeproxy_sync_proxy_rules_duration_seconds_count
          kubeproxy_network_programming_duration_seconds kubeproxy_network_programming_duration_seconds_bucket
          kubeproxy_network_programming_duration_seconds_sum kubeproxy_network_programming_duration_seconds_count
          rest_client_requests_total rest_client_request_duration_seconds rest_client_request_duration_seconds_bucket
          rest_client_request_duration_seconds_sum rest_client_request_duration_seconds_count process_resident_memory_bytes
          process_cpu_seconds_total go_goroutines kubernetes_build_info
        apiserver kube-apiserver off
          apiserver_request_duration_seconds apiserver_request_duration_seconds_bucket apiserver_request_duration_seconds_sum
          apiserver_request_duration_seconds_count apiserver_request_total workqueue_adds_total workqueue_depth
          workqueue_queue_duration_seconds workqueue_queue_duration_seconds_bucket workqueue_queue_duration_seconds_sum
          workqueue_queue_duration_seconds_count process_resident_memory_bytes process_cpu_seconds_total go_goroutines
          kubernetes_build_info apiserver_request_slo_duration_seconds_bucket apiserver_request_slo_duration_seconds_sum
          apiserver_request_slo_duration_seconds_count
        windowsexporter windows-exporter off
          windows_system_boot_time_timestamp_seconds windows_system_system_up_time windows_cpu_time_total
          windows_memory_available_bytes windows_os_visible_memory_bytes windows_memory_cache_bytes
          windows_memory_modified_page_list_bytes windows_memory_standby_cache_core_bytes
          windows_memory_standby_cache_normal_priority_bytes windows_memory_standby_cache_reserve_bytes
          windows_memory_swap_page_operations_total windows_logical_disk_read_seconds_total windows_logical_disk_write_seconds_total
          windows_logical_disk_size_bytes windows_logical_disk_free_bytes windows_net_bytes_total
          windows_net_packets_received_discarded_total windows_net_packets_outbound_discarded_total windows_container_available
          windows_container_cpu_usage_seconds_total windows_container_memory_usage_commit_bytes
          windows_container_memory_usage_private_working_set_bytes windows_container_network_receive_bytes_total
          windows_container_network_transmit_bytes_total
        windowskubeproxy kube-proxy-windows off
          kubeproxy_sync_proxy_rules_duration_seconds kubeproxy_sync_proxy_rules_duration_seconds_bucket
          kubeproxy_sync_proxy_rules_duration_seconds_sum kubeproxy_sync_proxy_rules_duration_seconds_count
          rest_client_requests_total rest_client_request_duration_seconds rest_client_request_duration_seconds_bucket
          rest_client_request_duration_seconds_sum rest_client_request_duration_seconds_count process_resident_memory_bytes
          process_cpu_seconds_total go_goroutines
        kappiebasic kappie-basic on
          kappie.*
        networkobservabilityRetina networkobservability-retina on
          networkobservability.*
        networkobservabilityHubble networkobservability-hubble on
          hubble_dns_queries_total hubble_dns_responses_total hubble_drop_total hubble_tcp_flags_total
        networkobservabilityCilium networkobservability-cilium on
          cilium_drop.* cilium_forward.*
        acstor-capacity-provisioner acstor-capacity-provisioner on
          storage_pool_ready_state storage_pool_capacity_used_bytes storage_pool_capacity_provisioned_bytes
          storage_pool_snapshot_capacity_reserved_bytes
        acstor-metrics-exporter acstor-metrics-exporter on
          disk_read_operations_completed_total disk_write_operations_completed_total disk_read_operations_time_seconds_total
          disk_write_operations_time_seconds_total disk_read_bytes_total disk_written_bytes_total disk_reads_merged_total
          disk_writes_merged_total disk_io_now disk_io_time_seconds_total disk_io_time_weighted_seconds_total
          disk_discard_operations_completed_total disk_discards_merged_total disk_discarded_sectors_total
          disk_discard_operations_time_seconds_total disk_flush_requests_total disk_flush_requests_time_seconds_total
          disk_errors_total disk_readonly_errors_gauge disk_readonly_status_gauge
        local-csi-driver local-csi-driver on
          rpc.server.duration_milliseconds_bucket rpc.server.duration_milliseconds_sum rpc.server.duration_milliseconds_count
          rpc_server_duration_milliseconds_bucket rpc_server_duration_milliseconds_sum rpc_server_duration_milliseconds_count
        ztunnel ztunnel off
          istio_build istio_xds_connection_terminations_total istio_xds_message_total istio_tcp_connections_opened_total
          istio_tcp_connections_closed_total istio_tcp_sent_bytes_total istio_tcp_received_bytes_total istio_dns_requests_total
          workload_manager_active_proxy_count workload_manager_pending_proxy_count
        istio-cni istio-cni off
          istio_cni_install_ready istio_cni_installs_total nodeagent_reconcile_events_total ztunnel_connected
        dcgmexporter dcgm-exporter on
          DCGM_.*
        controlplane-istio controlplane-istio off
          pilot_xds_pushes pilot_conflict_inbound_listener pilot_conflict_outbound_listener_tcp_over_current_tcp pilot_virt_services
          pilot_services pilot_proxy_convergence_time pilot_xds pilot_info pilot_k8s_reg_events pilot_k8s_cfg_events
          pilot_push_triggers pilot_total_xds_rejects pilot_total_xds_internal_errors pilot_xds_push_time
          pilot_xds_config_size_bytes citadel_server_csr_count galley_validation_passed galley_validation_failed
          sidecar_injection_success_total sidecar_injection_failure_total istio_build go_goroutines go_memstats_stack_inuse_bytes
          go_memstats_heap_inuse_bytes go_memstats_heap_alloc_bytes go_memstats_heap_sys_bytes go_memstats_alloc_bytes
          go_memstats_alloc_bytes_total go_memstats_mallocs_total process_cpu_seconds_total process_open_fds
          process_resident_memory_bytes process_virtual_memory_bytes
        controlplane-apiserver controlplane-apiserver on
          apiserver_request_total apiserver_cache_list_fetched_objects_total apiserver_cache_list_returned_objects_total
          apiserver_flowcontrol_demand_seats_average apiserver_flowcontrol_current_limit_seats
          apiserver_request_sli_duration_seconds_count apiserver_request_sli_duration_seconds_sum process_start_time_seconds
          apiserver_request_duration_seconds_count apiserver_request_duration_seconds_sum
          apiserver_storage_list_fetched_objects_total apiserver_storage_list_returned_objects_total
          apiserver_current_inflight_requests
        controlplane-etcd controlplane-etcd on
          etcd_server_has_leader rest_client_requests_total etcd_mvcc_db_total_size_in_bytes etcd_mvcc_db_total_size_in_use_in_bytes
          etcd_server_slow_read_indexes_total etcd_server_slow_apply_total etcd_network_client_grpc_sent_bytes_total
          etcd_server_heartbeat_send_failures_total
        controlplane-cluster-autoscaler controlplane-cluster-autoscaler off
          rest_client_requests_total cluster_autoscaler_last_activity cluster_autoscaler_cluster_safe_to_autoscale
          cluster_autoscaler_scale_down_in_cooldown cluster_autoscaler_scaled_up_nodes_total cluster_autoscaler_unneeded_nodes_count
          cluster_autoscaler_unschedulable_pods_count cluster_autoscaler_nodes_count cloudprovider_azure_api_request_errors
          cloudprovider_azure_api_request_duration_seconds_bucket cloudprovider_azure_api_request_duration_seconds_count
        controlplane-node-auto-provisioning controlplane-node-auto-provisioning off
          karpenter_nodes_created_total karpenter_nodes_terminated_total karpenter_voluntary_disruption_eligible_nodes
          karpenter_nodeclaims_disrupted_total karpenter_voluntary_disruption_decisions_total karpenter_pods_state
        controlplane-kube-scheduler controlplane-kube-scheduler off
          scheduler_pending_pods scheduler_unschedulable_pods scheduler_pod_scheduling_attempts scheduler_queue_incoming_pods_total
          scheduler_preemption_attempts_total scheduler_preemption_victims scheduler_scheduling_attempt_duration_seconds
          scheduler_schedule_attempts_total scheduler_pod_scheduling_duration_seconds
        controlplane-kube-controller-manager controlplane-kube-controller-manager off
          rest_client_request_duration_seconds rest_client_requests_total workqueue_depth
        prometheuscollectorhealth prometheus_collector_health off
          .*
        podannotations kubernetes-pods off
          .*
        """;

    // Metrics that come from these targets and from no other program, unless somebody runs that program's like for themselves.
    private static readonly (string Prefix, string[] Targets)[] Families =
    [
        ("kubelet_", ["kubelet"]),
        ("volume_manager_", ["kubelet"]),
        ("storage_operation_", ["kubelet"]),
        ("container_", ["cadvisor"]),
        ("machine_", ["cadvisor"]),
        ("kube_", ["kubestate"]),
        ("node_", ["nodeexporter"]),
        ("coredns_", ["coredns"]),
        ("kubeproxy_", ["kubeproxy", "windowskubeproxy"]),
        ("apiserver_", ["apiserver", "controlplane-apiserver"]),
        ("etcd_", ["controlplane-etcd"]),
        ("scheduler_", ["controlplane-kube-scheduler"]),
        ("cluster_autoscaler_", ["controlplane-cluster-autoscaler"]),
        ("karpenter_", ["controlplane-node-auto-provisioning"]),
        ("windows_", ["windowsexporter"]),
        ("cilium_", ["networkobservabilityCilium"]),
        ("hubble_", ["networkobservabilityHubble"]),
        ("networkobservability_", ["networkobservabilityRetina"]),
        ("DCGM_", ["dcgmexporter"]),
    ];

    public static ImmutableArray<AgentTarget> Targets { get; } = [.. Read()];

    /// <summary>The targets that such a metric comes from; empty where it may come from anywhere.</summary>
    public static ImmutableArray<AgentTarget> Of(string metric) =>
        Families.FirstOrDefault(family => metric.StartsWith(family.Prefix, StringComparison.Ordinal)).Targets is { } names
            ? [.. Targets.Where(target => names.Contains(target.Name, StringComparer.Ordinal))]
            : [];

    private static List<AgentTarget> Read()
    {
        var targets = new List<AgentTarget>();
        foreach (var line in Facts.Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line.StartsWith(' '))
                targets[^1] = targets[^1] with { Kept = [.. targets[^1].Kept, .. words] };
            else
                targets.Add(new AgentTarget(words[0], words[1], words[2] == "on", []));
        }

        return targets;
    }
}
