variable "cluster_name" {
  type = string
}

variable "policies" {
  description = "What each service's sidecar may do, by service: its Kubernetes service account has the same name."
  type        = map(string)
}

variable "queue_arns" {
  type = map(string)
}

variable "token_secret_arns" {
  type = list(string)
}

variable "repository_arns" {
  type = list(string)
}

variable "github_repository" {
  type = string
}

variable "namespace" {
  type    = string
  default = "ecommerce"
}
