{
  // only what is in kube-system
  _config+:: {
    agentSelector: 'namespace="kube-system",pod=~"ama-metrics.*"',
    kubeSelector: 'job="kube-dns", namespace="kube-system"',
    namespaceSelector: 'namespace=~"(kube-system|kube-public)"',
  },
  prometheusAlerts+:: {
    groups+: [{
      name: 'agent',
      rules: [
        { alert: 'AgentDown', expr: 'absent(up{namespace="kube-system", job="ama-metrics-ksm"})' },
        {
          alert: 'DnsDown',
          expr: |||
            sum(up{namespace="kube-system", k8s_app="kube-dns"}) == 0
          |||,
        },
      ],
    }],
  },
}
