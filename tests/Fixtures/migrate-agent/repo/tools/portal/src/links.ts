// Links into kube-system.
export const workloads = [
  { name: "ama-metrics", kind: "Deployment", namespace: "kube-system" },
  { name: "coredns", kind: "Deployment", namespace: "kube-system" },
  { kind: "DaemonSet", namespace: "kube-system", name: "ama-metrics-node" },
];
export const defaultNamespace = "kube-system";
export function logs(pod: string): string {
  return `/api/v1/namespaces/kube-system/pods/${pod}/log`;
}
export const config = "/api/v1/namespaces/kube-system/configmaps/ama-metrics-settings-configmap";
export const proxy = "/api/v1/namespaces/kube-system/services/kube-dns:metrics/proxy/metrics";
