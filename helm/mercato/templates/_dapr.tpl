{{/* Dapr's resources as they lie in dapr/, with what is this cluster's own. Copied by `npm run gen` to files/dapr. */}}

{{/* Labels and namespace of a resource: (list root document). Argo CD makes them before the pods that read them. */}}
{{- define "mercato.daprPlaced" -}}
{{- $root := index . 0 -}}
{{- $document := index . 1 -}}
{{- $own := dict "namespace" $root.Release.Namespace
      "annotations" (dict "argocd.argoproj.io/sync-wave" "-1")
      "labels" (include "mercato.labels" (list $root "mercato") | fromYaml) -}}
{{- $_ := set $document "metadata" (merge (deepCopy $document.metadata) $own) -}}
{{- $document | toYaml -}}
{{- end -}}

{{/* A component with the values of this cluster: (list root document). */}}
{{- define "mercato.component" -}}
{{- $root := index . 0 -}}
{{- $document := index . 1 -}}
{{- $aws := $root.Values.aws -}}
{{- $own := dict "region" $aws.region "table" $aws.table "bucket" $aws.archiveBucket -}}
{{- $metadata := list -}}
{{- range $document.spec.metadata -}}
{{- $metadata = append $metadata (dict "name" .name "value" (get $own .name | default .value)) -}}
{{- end -}}
{{- with index $aws.endpoints $document.metadata.name -}}
{{- $metadata = append $metadata (dict "name" "endpoint" "value" .) -}}
{{- /* Where a bucket is no host name of its own. */}}
{{- if eq $document.spec.type "bindings.aws.s3" }}{{- $metadata = append $metadata (dict "name" "forcePathStyle" "value" "true") }}{{- end -}}
{{- end -}}
{{- $_ := set $document.spec "metadata" $metadata -}}
{{- include "mercato.daprPlaced" (list $root $document) -}}
{{- end -}}

{{/* The one Configuration that a sidecar reads: the shop's, and who may call this service. (list root name) */}}
{{- define "mercato.configuration" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{- $shop := $root.Files.Get "files/dapr/configuration.yaml" | fromYaml -}}
{{- $access := $root.Files.Get (printf "files/dapr/access/%s.yaml" $name) | fromYaml -}}
{{- $control := $access.spec.accessControl -}}
{{- $_ := set $control "trustDomain" $root.Values.dapr.trustDomain -}}
{{- range $control.policies -}}
{{- $_ := set . "namespace" $root.Release.Namespace -}}
{{- $_ := set . "trustDomain" $root.Values.dapr.trustDomain -}}
{{- end -}}
{{- $_ := set $shop.spec "accessControl" $control -}}
{{- $_ := set $shop.spec.tracing "samplingRate" $root.Values.dapr.samplingRate -}}
{{- with $root.Values.telemetry.otlpEndpoint -}}
{{- $url := urlParse . -}}
{{- $_ := set $shop.spec.tracing "otel" (dict "endpointAddress" $url.host "protocol" "grpc" "isSecure" (eq $url.scheme "https")) -}}
{{- end -}}
{{- $_ := set $shop.metadata "name" $name -}}
{{- include "mercato.daprPlaced" (list $root $shop) -}}
{{- end -}}

{{/* All of them. */}}
{{- define "mercato.daprResources" -}}
{{- $root := . -}}
{{- range $path, $_ := .Files.Glob "files/dapr/components/*.yaml" }}
---
{{ include "mercato.component" (list $root ($root.Files.Get $path | fromYaml)) }}
{{- end }}
{{- range $name, $_ := include "mercato.services" . | fromJson }}
---
{{ include "mercato.configuration" (list $root $name) }}
{{- end }}
{{- range $pattern := list "files/dapr/resiliency*.yaml" "files/dapr/subscriptions/*.yaml" }}
{{- range $path, $_ := $root.Files.Glob $pattern }}
---
{{ include "mercato.daprPlaced" (list $root ($root.Files.Get $path | fromYaml)) }}
{{- end }}
{{- end }}
{{- end -}}
