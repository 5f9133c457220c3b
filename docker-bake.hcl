# `docker buildx bake` builds every service for both architectures; with `--push` to REGISTRY, with provenance and SBOM.
variable "REGISTRY" { default = "mercato" }
variable "VERSION" { default = "0.1.0" }
variable "REVISION" { default = "unknown" }

group "default" { targets = ["service"] }

target "service" {
  name       = service
  matrix     = { service = ["gateway", "user", "product", "order", "notification", "payment", "cart", "shipping", "analytics", "operations"] }
  dockerfile = "docker/service.Dockerfile"
  platforms  = ["linux/amd64", "linux/arm64"]
  args       = { SERVICE = service, VERSION = VERSION, REVISION = REVISION }
  tags       = ["${REGISTRY}/${service}:${VERSION}"]
  attest     = ["type=provenance,mode=max", "type=sbom"]
}
