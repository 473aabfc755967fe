{{- define "traps.meta" -}}
name: {{ .name }}
namespace: {{ .ns }}
{{- end -}}
