{{/* What the schema cannot say. Each line names the key. */}}
{{- define "mercato.validate" -}}
{{- $services := include "mercato.services" . | fromJson -}}
{{- range $name, $service := $services -}}
{{- range $service.calls -}}
{{- if not (hasKey $services .) -}}{{- fail (printf "services.%s.calls: there is no service %q" $name .) -}}{{- end -}}
{{- end -}}
{{- if lt (int $service.scale.max) (int $service.scale.min) -}}
{{- fail (printf "services.%s.scale: max is below min" $name) -}}
{{- end -}}
{{- if and $service.scale.queueDepth (not $service.queues) -}}
{{- fail (printf "services.%s.scale.queueDepth: the service has no queues" $name) -}}
{{- end -}}
{{- if and $.Values.image.digestsOnly (not $service.digest) -}}
{{- fail (printf "services.%s.digest: image.digestsOnly is set, and there is none" $name) -}}
{{- end -}}
{{- if lt (int $service.graceSeconds) (add (int $service.drainSeconds) 30) -}}
{{- fail (printf "services.%s.graceSeconds: must be at least drainSeconds and 30 more" $name) -}}
{{- end -}}
{{- end -}}
{{- with .Values.ingress -}}
{{- if and .enabled (not .hosts) -}}{{- fail "ingress.hosts: an ingress needs at least one" -}}{{- end -}}
{{- if and .enabled (not .certificateArn) -}}{{- fail "ingress.certificateArn: the shop is HTTPS only" -}}{{- end -}}
{{- end -}}
{{- end -}}
