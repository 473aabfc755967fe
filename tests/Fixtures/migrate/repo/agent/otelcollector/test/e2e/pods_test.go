package e2e

var _ = DescribeTable("The containers should be running",
	func(namespace, controllerLabelName, controllerLabelValue string) {
		err := utils.CheckIfAllContainersAreRunning(K8sClient, namespace, controllerLabelName, controllerLabelValue)
		Expect(err).NotTo(HaveOccurred())
	},
	Entry("for the replicaset", "kube-system", "rsName", "ama-metrics"),
	Entry("for the daemonset", "kube-system", "dsName", "ama-metrics-node", Label(utils.LinuxDaemonsetLabel)),
	Entry("for dns", "kube-system", "k8s-app", "kube-dns"),
)

func restart() error {
	podList, err := K8sClient.CoreV1().Pods("kube-system").List(ctx, metav1.ListOptions{LabelSelector: "rsName=ama-metrics"})
	_ = metav1.ObjectMeta{Name: "ama-metrics-settings-configmap", Namespace: "kube-system"}
	svc := fmt.Sprintf("http://%s.%s.svc", "ama-metrics-ksm", "kube-system")
	cmd := exec.Command("kubectl", "get", "pods", "-n", "kube-system")
	resp := get("http://ama-metrics-operator-targets.kube-system.svc.cluster.local/jobs")
	query := `up{job="kube-dns", namespace="kube-system"}`
	return utils.GetAndUpdateConfigMap(K8sClient, "ama-metrics-prometheus-config", "kube-system", data)
}
