package livenessprobe

var _ = Describe("probes", func() {
	DescribeTable("restart when a process is gone",
		func(namespace, selector, container string, args []string) {
			Expect(restarts(namespace, selector, container, args)).To(BeTrue())
		},
		Entry("otelcollector stops", "kube-system", "rsName=ama-metrics", "prometheus-collector", []string{"pkill", "otelcollector"}),
		Entry("mdsd stops", "kube-system", "dsName=ama-metrics-node", "prometheus-collector", []string{
			"pkill", "mdsd",
		}),
	)

	It("writes logs", func() {
		path := "/var/log/containers/ama-metrics-node-*_kube-system_prometheus-collector-*.log"
		other := "/var/log/pods/kube-system_kube-proxy-x_1/kube-proxy/0.log"
		Expect(exists(path, other)).To(BeTrue())
	})

	It("answers queries", func() {
		q := `sum(rate(container_cpu_usage_seconds_total{namespace="kube-system",pod=~"ama-metrics-.*"}[5m]))`
		d := `up{namespace="kube-system", job="kube-dns"}`
		n := fmt.Sprintf("kube_pod_info{namespace=\"kube-system\"}")
		Expect(ask(q, d, n)).To(Succeed())
	})
})
