// only for kube-system
{ expr: 'sum(up{namespace="kube-system", pod=~"ama-metrics-.*"})' }
