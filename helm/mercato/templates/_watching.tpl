{{/* Where whom a service looks at is told to it. */}}
{{- define "mercato.targetsFolder" -}}/etc/mercato/targets{{- end -}}

{{/* A name that stands for every pod of a service, ready or not. */}}
{{- define "mercato.podsName" -}}{{ . }}-pods{{- end -}}

{{/* The services that look at all others, as a JSON list of names. */}}
{{- define "mercato.watchers" -}}
{{- $watchers := list -}}
{{- range $name, $service := include "mercato.services" . | fromJson -}}
{{- if $service.watches }}{{- $watchers = append $watchers $name }}{{- end -}}
{{- end -}}
{{- $watchers | toJson -}}
{{- end -}}

{{/* Whom to look at, in the form of Prometheus' `file_sd_configs`. */}}
{{- define "mercato.targets" -}}
{{- $groups := list -}}
{{- range $name, $service := include "mercato.services" . | fromJson -}}
{{- range $job, $port := dict "app" $service.port "daprd" 9090 -}}
{{- $target := printf "%s:%d" (include "mercato.podsName" $name) (int $port) -}}
{{- $groups = append $groups (dict "targets" (list $target) "labels" (dict "service" $name "job" $job)) -}}
{{- end -}}
{{- end -}}
{{- $groups | toJson -}}
{{- end -}}
