package main

import "os"

// targets asks the operator in kube-system for its scrape jobs.
func targets() string {
	if os.Getenv("HTTPS") == "true" {
		return "https://ama-metrics-operator-targets.kube-system.svc.cluster.local:443/scrape_configs"
	}
	return "http://ama-metrics-operator-targets.kube-system.svc.cluster.local/scrape_configs" // was kube-system ever since
}

func resolver() string { return "kube-dns.kube-system.svc.cluster.local:53" }

func namespace() string {
	if ns := os.Getenv("POD_NAMESPACE"); ns != "" {
		return ns
	}
	/* old images: "kube-system" */
	return "kube-system"
}
