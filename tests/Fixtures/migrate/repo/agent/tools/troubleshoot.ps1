$pods = kubectl get pods -n kube-system -l rsName=ama-metrics -o json
kubectl cp kube-system/ama-metrics-5f7-abc:/MetricsExtensionConsoleDebugLog.log ./out -c prometheus-collector
kubectl get cm ama-metrics-settings-configmap -n kube-system -o yaml > out.yaml
foreach ($ds in 'ama-metrics-node','ama-metrics-win-node') { kubectl describe ds $ds --namespace kube-system }
Write-Host "pods of kube-system"
