variable "account_id" {
  type = string
}

variable "region" {
  type = string
}

variable "emails" {
  type = list(string)
}

variable "monthly_budget_usd" {
  type = number
}

variable "table_name" {
  type = string
}

variable "queues" {
  type = list(object({ name = string, deadLetterQueue = string }))
}

variable "autoscaling_groups" {
  description = "Names of the nodes' groups, by node group."
  type        = map(string)
}

variable "expects_orders" {
  description = "Whether two hours without an order are a fault."
  type        = bool
}

variable "web_acl_name" {
  type = string
}

variable "load_balancer" {
  type = string
}

variable "function_names" {
  type = list(string)
}

variable "log_retention_days" {
  type = number
}
