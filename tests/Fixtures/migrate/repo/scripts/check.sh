#!/usr/bin/env bash
# waits for kube-system to settle
set -euo pipefail
kubectl rollout status deploy/ama-metrics -n kube-system --timeout 5m
kubectl -n kube-system get cm coredns -o yaml
NS=kube-system
kubectl get events -n "$NS"
kubectl logs -n kube-system -l rsName=ama-metrics -c prometheus-collector
