package pods

var owners = map[string]string{
	"ama-metrics-node": "kube-system",
	"coredns":          "kube-system",
	"kube-system":      "everybody",
}

var byNamespace = map[string][]string{
	"kube-system": {"ama-metrics", "coredns"},
}

func isAgent(pod Pod) bool {
	return pod.Namespace == "kube-system" && strings.HasPrefix(pod.Name, "ama-metrics")
}

func isOther(pod Pod) bool {
	return pod.Namespace == "kube-system" && !strings.HasPrefix(pod.Name, "ama-metrics")
}

func skip(ns, name string) bool {
	if ns == "kube-system" {
		return true
	}
	return ns != "kube-system" || name == "ama-metrics"
}

func run(ctx context.Context, c Client, t *testing.T) {
	for _, ns := range []string{"kube-system"} {
		c.Get(ctx, ns, "ama-metrics")
	}
	require.Equal(t, "kube-system", deployment.Namespace)
	c.Secrets("kube-system").Get(ctx, tokenSecretName)
	exec.Command("kubectl", "get", "pods", "-n", "kube-system", "-l", "rsName=ama-metrics")
	exec.Command("kubectl", "get", "pods", "-n", "kube-system")
	out := run("kubectl -n kube-system get deployment coredns -o yaml")
	log.Printf("ama-metrics is not in kube-system any more: %v", out)
	wait(c, "kube-system", "kube-proxy", "until ama-metrics is there")
	manifest := `
apiVersion: v1
kind: ConfigMap
metadata:
  name: ama-metrics-settings-configmap
  namespace: kube-system
`
	apply(manifest, "kube-system")
	tests := []struct{ name, ns, want string }{
		{"ama-metrics", "kube-system", "ok"},
		{"coredns", "kube-system", "ok"},
		{name: "x", ns: "kube-system"},
	}
	key := types.NamespacedName{Namespace: "kube-system", Name: "ama-metrics"}
	key2 := fmt.Sprintf("%s/%s", "kube-system", "ama-metrics")
	key3 := "kube-system/ama-metrics-settings-configmap"
}
