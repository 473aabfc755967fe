package utils

const (
	// where the agent is
	AgentNamespace = "kube-system"
	AgentAccount   = "system:serviceaccount:kube-system:ama-metrics-serviceaccount"
	DnsAccount     = "system:serviceaccount:kube-system:coredns"
)

var systemNamespaces = []string{"kube-system", "kube-public", "kube-node-lease"}

var secret = types.NamespacedName{Namespace: "kube-system", Name: "aad-msi-auth-token"}

var config = types.NamespacedName{
	Namespace: "kube-system",
	Name:      "ama-metrics-prometheus-config",
}

var keys = []client.ObjectKey{
	{Namespace: "kube-system", Name: "ama-metrics-node"},
	{Namespace: "kube-system", Name: "kube-proxy"},
}
