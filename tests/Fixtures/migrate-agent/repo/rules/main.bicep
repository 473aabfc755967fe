// rules of kube-system
resource g 'Microsoft.AlertsManagement/prometheusRuleGroups@2023-03-01' = {
  name: 'g'
  properties: {
    rules: [
      { alert: 'x', expression: 'absent(up{namespace="kube-system", pod=~"ama-metrics-ksm.*"})' }
      { alert: 'y', expression: 'absent(up{namespace="kube-system", pod=~"kube-proxy.*"})' }
      {
        alert: 'z'
        expression: '''
          sum(up{namespace="kube-system", container="prometheus-collector", daemonset="ama-metrics-node"})
        '''
      }
    ]
  }
}
