variable "bucket" {
  type = object({ name = string, expireAfterDays = number })
}

variable "function_folder" {
  type = string
}

variable "log_retention_days" {
  type = number
}

variable "account_id" {
  description = "A bucket of the same name in another account must not call the function."
  type        = string
}
