variable "name" {
  type = string
}

variable "description" {
  type = string
}

variable "folder" {
  description = "Made by `node tools/functions.ts`."
  type        = string
}

variable "statements" {
  description = "What it may do besides writing its log."
  type        = any
  default     = []
}

variable "environment" {
  type    = map(string)
  default = {}
}

variable "log_retention_days" {
  type = number
}
