# kube-system
resource "kubernetes_config_map" "settings" {
  metadata {
    name      = "ama-metrics-settings-configmap"
    namespace = "kube-system"
  }
}

data "kubernetes_secret" "token" {
  metadata {
    name      = "aad-msi-auth-token"
    namespace = "kube-system"
  }
}

resource "helm_release" "agent" {
  name      = "ama-metrics"
  chart     = "./chart"
  namespace = "kube-system"
}

variable "namespace" {
  default = "kube-system"
}

resource "azurerm_monitor_alert_prometheus_rule_group" "g" {
  rule {
    expression = "sum(up{namespace=\"kube-system\", pod=~\"ama-metrics.*\"}) == 0"
  }
  rule {
    expression = <<EOT
      sum(up{namespace="kube-system", pod=~"coredns.*"}) == 0
    EOT
  }
}
