{{/* The enabled services with every default filled in, as JSON by name. */}}
{{- define "mercato.services" -}}
{{- $all := dict -}}
{{- range $name, $given := .Values.services -}}
{{- $service := mergeOverwrite (deepCopy $.Values.defaults) $given -}}
{{- if ne $service.enabled false -}}{{- $_ := set $all $name $service -}}{{- end -}}
{{- end -}}
{{- $all | toJson -}}
{{- end -}}

{{/* What never changes while the release lives: (list root name). */}}
{{- define "mercato.selector" -}}
app.kubernetes.io/name: {{ index . 1 }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
{{- end -}}

{{/* Labels of an object of a service, or of the whole shop: (list root name). */}}
{{- define "mercato.labels" -}}
{{ include "mercato.selector" . }}
app.kubernetes.io/part-of: mercato
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
{{- end -}}

{{/* (list root name service) */}}
{{- define "mercato.image" -}}
{{- $root := index . 0 -}}
{{- $service := index . 2 -}}
{{- $image := printf "%s/%s" $root.Values.image.repository (index . 1) -}}
{{- if $service.digest -}}{{ $image }}@{{ $service.digest }}
{{- else -}}{{ $image }}:{{ $root.Values.image.tag | default $root.Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{/* Whether replicas of a service are counted by an autoscaler: (list root service). */}}
{{- define "mercato.scales" -}}
{{- $service := index . 1 -}}
{{- if and (ne (index . 0).Values.autoscaling.engine "none") (gt (int $service.scale.max) (int $service.scale.min)) -}}true{{- end -}}
{{- end -}}
