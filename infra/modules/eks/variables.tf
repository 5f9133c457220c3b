variable "kubernetes_version" {
  type = string
}

variable "base_nodes" {
  type = number
}

variable "subnet_ids" {
  type = list(string)
}

variable "admin_principals" {
  type = list(string)
}

variable "api_cidrs" {
  type = list(string)
}

variable "log_retention_days" {
  type = number
}

variable "protected" {
  type = bool
}
