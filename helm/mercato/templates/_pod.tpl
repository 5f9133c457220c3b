{{/* Who a pod runs as: nobody with a name. */}}
{{- define "mercato.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "mercato.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: { drop: [ALL] }
{{- end -}}

{{/* What the injector makes the sidecar from: (list root name service). */}}
{{- define "mercato.daprAnnotations" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{- $service := index . 2 -}}
{{- $dapr := $root.Values.dapr -}}
dapr.io/enabled: 'true'
dapr.io/app-id: {{ $name }}
dapr.io/app-port: {{ $service.port | quote }}
dapr.io/app-protocol: http
dapr.io/config: {{ $name }}
dapr.io/app-max-concurrency: {{ $service.concurrency | quote }}
{{- with $service.maxBodySize }}
dapr.io/max-body-size: {{ . }}
{{- end }}
dapr.io/api-token-secret: {{ $name }}-dapr-token
dapr.io/app-token-secret: {{ $name }}-app-token
# As in dapr/dapr.yaml: a restart of some seconds is no outage.
dapr.io/enable-app-health-check: 'true'
dapr.io/app-health-check-path: /readyz
dapr.io/app-health-probe-interval: '1'
dapr.io/app-health-probe-timeout: '800'
dapr.io/app-health-threshold: '10'
# Starts before the app and is stopped after it, so what the app finishes can still be stored and published.
dapr.io/enable-native-sidecar: 'true'
dapr.io/graceful-shutdown-seconds: '5'
dapr.io/disable-builtin-k8s-secret-store: 'true'
dapr.io/sidecar-seccomp-profile-type: RuntimeDefault
{{- with $dapr.env }}
{{- $pairs := list }}
{{- range $key, $value := . }}{{- $pairs = append $pairs (printf "%s=%s" $key $value) }}{{- end }}
dapr.io/env: {{ join "," $pairs | quote }}
{{- end }}
dapr.io/log-level: {{ $dapr.logLevel }}
dapr.io/log-as-json: 'true'
dapr.io/sidecar-cpu-request: {{ $dapr.resources.requests.cpu | quote }}
dapr.io/sidecar-memory-request: {{ $dapr.resources.requests.memory | quote }}
dapr.io/sidecar-cpu-limit: {{ $dapr.resources.limits.cpu | quote }}
dapr.io/sidecar-memory-limit: {{ $dapr.resources.limits.memory | quote }}
{{- end -}}

{{/* (list root name service) */}}
{{- define "mercato.environment" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{- $service := index . 2 -}}
- { name: NODE_ENV, value: production }
- { name: APP_HOST, value: 0.0.0.0 }
- { name: APP_PORT, value: {{ $service.port | quote }} }
- { name: DRAIN_MS, value: {{ mul (int $service.drainSeconds) 1000 | quote }} }
- { name: NODE_COMPILE_CACHE, value: /tmp/compile-cache }
- { name: AWS_REGION, value: {{ $root.Values.aws.region }} }
{{- with $root.Values.aws.endpoints.commands }}
- { name: AWS_ENDPOINT_SNSSQS, value: {{ . | quote }} }
{{- end }}
{{- with $root.Values.telemetry.otlpEndpoint }}
- { name: OTEL_EXPORTER_OTLP_ENDPOINT, value: {{ . | quote }} }
- { name: OTEL_TRACES_SAMPLER_ARG, value: {{ $root.Values.dapr.samplingRate | quote }} }
{{- else }}
- { name: OTEL_TRACES_EXPORTER, value: none }
{{- end }}
{{- if $service.watches }}
- { name: TARGETS_FILE, value: {{ include "mercato.targetsFolder" $root }}/targets.json }
{{- end }}
{{- range $key, $value := $service.env }}
- { name: {{ $key }}, value: {{ $value | quote }} }
{{- end }}
{{- range $key, $secret := $service.secretEnv }}
- name: {{ $key }}
  valueFrom: { secretKeyRef: { name: {{ $secret.name }}, key: {{ $secret.key }} } }
{{- end }}
- name: DAPR_API_TOKEN
  valueFrom: { secretKeyRef: { name: {{ $name }}-dapr-token, key: token } }
- name: APP_API_TOKEN
  valueFrom: { secretKeyRef: { name: {{ $name }}-app-token, key: token } }
{{- end -}}
