{{/* A peer: every pod of a namespace, or those with a label. (list namespace labels) */}}
{{- define "mercato.peer" -}}
namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: {{ index . 0 }} } }
{{- with index . 1 }}
podSelector: { matchLabels: {{ toJson . }} }
{{- end }}
{{- end -}}

{{/* Pods of this release, by the names of their services: (list root names). */}}
{{- define "mercato.podsOf" -}}
- podSelector:
    matchLabels: { app.kubernetes.io/instance: {{ (index . 0).Release.Name }} }
    matchExpressions:
      - { key: app.kubernetes.io/name, operator: In, values: {{ toJson (index . 1) }} }
{{- end -}}

{{/* DNS, by both protocols: a long answer comes by TCP. */}}
{{- define "mercato.dnsEgress" -}}
- to:
    - {{- include "mercato.peer" (list .Values.network.dnsNamespace (dict "k8s-app" "kube-dns")) | nindent 6 }}
    {{- range .Values.network.dnsCidrs }}
    - ipBlock: { cidr: {{ . }} }
    {{- end }}
  ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]
{{- end -}}

{{/* The parts of Dapr's control plane that a sidecar asks, at the ports their pods listen on. */}}
{{- define "mercato.controlPlaneEgress" -}}
{{- $namespace := .Values.dapr.namespace -}}
{{- range $app, $port := dict "dapr-operator" 6500 "dapr-sentry" 50001 "dapr-placement-server" 50005 "dapr-scheduler-server" 50006 }}
- to:
    - {{- include "mercato.peer" (list $namespace (dict "app" $app)) | nindent 6 }}
  ports: [{ protocol: TCP, port: {{ $port }} }]
{{- end }}
{{- end -}}

{{- define "mercato.awsEgress" -}}
- to:
    {{- range .Values.network.awsCidrs }}
    - ipBlock:
        cidr: {{ . }}
        {{- if eq . "0.0.0.0/0" }}
        except: {{ toJson $.Values.network.awsExcept }}
        {{- end }}
    {{- end }}
  ports: [{{ range $i, $port := .Values.network.awsPorts }}{{ if $i }}, {{ end }}{ protocol: TCP, port: {{ $port }} }{{ end }}]
{{- if .Values.network.podIdentity }}
- to:
    - ipBlock: { cidr: 169.254.170.23/32 }
  ports: [{ protocol: TCP, port: 80 }]
{{- end }}
{{- end -}}
