package operator

import corev1 "k8s.io/api/core/v1"

func names() []string {
	return []string{
		"localhost",
		"ama-metrics-operator-targets",
		"ama-metrics-operator-targets.kube-system",
		"ama-metrics-operator-targets.kube-system.svc",
		"ama-metrics-operator-targets.kube-system.svc.cluster.local",
	}
}

func write(client Client, ca, cert []byte) error {
	s := &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{
			Name:      "ama-metrics-operator-targets-server-tls-secret",
			Namespace: "kube-system",
		},
		Data: map[string][]byte{"tls.crt": cert},
	}
	if _, err := client.CoreV1().Secrets("kube-system").Create(ctx, s, opts); err != nil {
		return fmt.Errorf("cannot write the Secret to kube-system: %w", err)
	}
	_ = client.CoreV1().Secrets("kube-system").Delete(ctx, "ama-metrics-operator-targets-client-tls-secret", opts)
	return watch("secrets", "kube-system", "")
}

func leader() manager.Options {
	return manager.Options{LeaderElectionID: "x", LeaderElectionNamespace: "kube-system"}
}
