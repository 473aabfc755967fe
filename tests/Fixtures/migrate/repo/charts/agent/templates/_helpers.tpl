{{/* Everything that is ours lives in kube-system, unless told otherwise. */}}
{{- define "agent.namespace" -}}
{{- default "kube-system" .Values.namespace -}}
{{- end -}}

{{- define "agent.name" -}}
ama-metrics
{{- end -}}

{{- define "agent.dnsNamespace" -}}kube-system{{- end -}}
