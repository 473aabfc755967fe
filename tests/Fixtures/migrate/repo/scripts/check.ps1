# kube-system as well
kubectl get daemonset ama-metrics-win-node `
  -n kube-system
