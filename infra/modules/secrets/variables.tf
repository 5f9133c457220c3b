variable "services" {
  type = set(string)
}

variable "function_folder" {
  type = string
}

variable "account_id" {
  type = string
}


variable "log_retention_days" {
  type = number
}
