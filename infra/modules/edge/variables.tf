variable "domain" {
  type = string
}

variable "zone" {
  type = string
}

variable "log_retention_days" {
  type = number
}
