resource "helm_release" "agent" {
  name      = "ama-metrics"
  namespace = "kube-system"
}
