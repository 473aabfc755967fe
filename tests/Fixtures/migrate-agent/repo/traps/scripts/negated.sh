pod=$(kubectl get pods -n kube-system -l rsName=ama-metrics -o name)
kubectl logs -n kube-system $pod
pod=$(kubectl get pods -n kube-system -l k8s-app=kube-dns -o name)
kubectl logs -n kube-system $pod
for p in $(kubectl get pods -n kube-system -o name | grep -v ama-metrics); do
  kubectl delete -n kube-system $p
done
kubectl delete pod -n kube-system --all # ama-metrics
kubectl get pods -n kube-system -o json | jq '.items[] | select(.metadata.name | startswith("ama-metrics") | not)'
kubectl get cm -n kube-system -o name | sed '/ama-metrics/d'
kubectl get pods -n kube-system --selector='rsName notin (ama-metrics)'
kubectl -n kube-system get pods ama-metrics-1 coredns-2
