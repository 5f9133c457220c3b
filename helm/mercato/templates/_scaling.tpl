{{/* Up fast, down slowly. */}}
{{- define "mercato.behavior" -}}
scaleUp:
  stabilizationWindowSeconds: 60
  selectPolicy: Max
  policies:
    - { type: Percent, value: 100, periodSeconds: 30 }
    - { type: Pods, value: 4, periodSeconds: 30 }
scaleDown:
  stabilizationWindowSeconds: 300
  policies:
    - { type: Percent, value: 25, periodSeconds: 60 }
{{- end -}}

{{/* What counts a service's pods: (list root name). */}}
{{- define "mercato.workload" -}}
{{- if (index . 0).Values.canary.enabled -}}
{ apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: {{ index . 1 }} }
{{- else -}}
{ apiVersion: apps/v1, kind: Deployment, name: {{ index . 1 }} }
{{- end -}}
{{- end -}}
