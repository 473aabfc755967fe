package containerstatus

import (
	"context"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// The pods are in kube-system, unless the cluster is an Arc one.
var _ = DescribeTable("The containers of the agent run",
	func(namespace, label, value string) {
		Expect(allRunning(namespace, label, value)).To(Succeed())
	},
	Entry("replica set", "kube-system", "rsName", "ama-metrics"),
	Entry("daemon set", "kube-system", "dsName", "ama-metrics-node",
		Label("linux")),
	Entry(
		"state metrics",
		"kube-system",
		"app.kubernetes.io/name",
		"ama-metrics-ksm",
	),
	Entry("cluster DNS", "kube-system", "k8s-app", "kube-dns"),
	Entry("anything", "kube-system", "", ""),
)

var _ = Describe("The settings", func() {
	It("come back", func() {
		ctx := context.Background()
		cm, err := client.CoreV1().ConfigMaps("kube-system").Get(ctx, "ama-metrics-settings-configmap", metav1.GetOptions{})
		Expect(err).NotTo(HaveOccurred())
		_, err = client.CoreV1().Secrets("kube-system").Get(ctx, "aad-msi-auth-token", metav1.GetOptions{})
		Expect(err).NotTo(HaveOccurred())
		_, err = client.CoreV1().ConfigMaps("kube-system").Get(ctx, "coredns-custom", metav1.GetOptions{})
		Expect(err).NotTo(HaveOccurred())
		cm.Data["x"] = "y"
		pods, err := client.CoreV1().Pods("kube-system").List(ctx, metav1.ListOptions{
			LabelSelector: "dsName=ama-metrics-node",
		})
		Expect(err).NotTo(HaveOccurred())
		Expect(pods.Items).NotTo(BeEmpty())
		all, err := client.CoreV1().Pods("kube-system").List(ctx, metav1.ListOptions{})
		Expect(err).NotTo(HaveOccurred())
		Expect(all.Items).NotTo(BeEmpty())
		err = client.AppsV1().Deployments("kube-system").Delete(ctx, "ama-metrics-ksm", metav1.DeleteOptions{})
		Expect(err).NotTo(HaveOccurred())
	})
})
