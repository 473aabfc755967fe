{{/* The namespace of every object of the agent: kube-system or azure-arc. */}}
{{- define "agent.namespace" -}}
{{- if .Values.arc -}}azure-arc{{- else -}}kube-system{{- end -}}
{{- end -}}

{{- define "agent.clusterId" -}}
{{- $ns := lookup "v1" "Namespace" "" "kube-system" -}}
{{- if $ns }}{{ $ns.metadata.uid }}{{ end -}}
{{- end -}}

{{- define "agent.proxyConfig" -}}
{{- $cm := lookup "v1" "ConfigMap" "kube-system" "coredns-custom" -}}
{{- end -}}
