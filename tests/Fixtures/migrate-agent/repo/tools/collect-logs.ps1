# Collects logs from kube-system.
param([string] $Namespace = "kube-system")
kubectl get pods -n kube-system `
  -l "dsName in (ama-metrics-node, ama-metrics-win-node)"
kubectl logs deployment/ama-metrics --namespace kube-system -c prometheus-collector
$dns = kubectl get pods -n kube-system -l k8s-app=kube-dns -o json | ConvertFrom-Json
<#
kubectl get pods -n kube-system
#>
$map = @{
    "ama-metrics"  = "kube-system"
    "kube-proxy"   = "kube-system"
}
Get-Content "/var/log/containers/ama-metrics-*_kube-system_*.log"
