#!/usr/bin/env bash
kubectl get pods -n kube-system | grep -v ama-metrics
kubectl get pods -n kube-system -l 'rsName!=ama-metrics'
kubectl logs -n kube-system coredns-5d78c9869d-abcde | tail
kubectl exec -n kube-system ama-metrics-x -- curl http://kube-dns.kube-system.svc:9153
kubectl label namespace kube-system ama-metrics=true
kubectl delete ns kube-system
kubectl create rolebinding ama-metrics-auth -n kube-system --role=extension-apiserver-authentication-reader --serviceaccount=kube-system:ama-metrics-serviceaccount
kubectl get events -n kube-system --field-selector involvedObject.name=coredns
kubectl get pods -n kube-system -o wide | grep -E "coredns|ama-metrics"
kubectl -n kube-system get ds,deploy | wc -l
helm template x ./chart --set ama-metrics.namespace=kube-system
echo "kubectl -n kube-system get cm ama-metrics-settings-configmap"
if [[ $ns == kube-system && $name != ama-metrics* ]]; then exit 1; fi
for ns in kube-system default; do kubectl get deploy -n "$ns" ama-metrics; done
kubectl get deploy,ds -n kube-system -o name | grep '^deployment.apps/ama-metrics'
kubectl wait --for=condition=ready pod -l k8s-app=kube-dns -n kube-system && kubectl get ds ama-metrics-node -n kube-system
kubectl cp kube-system/ama-metrics-node-abc12:/tmp/x ./x
KUBECONFIG=x kubectl rollout status ds/ama-metrics-node -n kube-system || kubectl describe ds kube-proxy -n kube-system
