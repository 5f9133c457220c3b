variable "account_id" {
  description = "The account that this environment lives in; any other is refused."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An AWS account has twelve digits."
  }
}

variable "environment" {
  description = "Only a tag and a name for people: accounts keep environments apart, so resources have the same names in each."
  type        = string

  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "staging or production."
  }
}

variable "single_nat" {
  description = "One NAT gateway instead of one for each zone: 33 USD a month less, and no way out for pods when its zone is lost."
  type        = bool
  default     = false
}

variable "kubernetes_version" {
  description = "In standard support; k8s/eksctl/trial-cluster.yaml names the same."
  type        = string
  default     = "1.36"
}

variable "base_nodes" {
  description = "Nodes that are not Spot, in two zones."
  type        = number
}

variable "admin_principals" {
  description = "IAM roles of the people who administer the cluster."
  type        = list(string)
  default     = []
}

variable "api_cidrs" {
  description = "From where the Kubernetes API answers; none means from inside the VPC only."
  type        = list(string)
  default     = []
}

variable "protected" {
  description = "Table and cluster refuse to be deleted. False is for throwing an environment away."
  type        = bool
  default     = true
}

variable "table" {
  description = "Another table than the list's: one that was restored beside it."
  type        = string
  default     = null
}

variable "domain" {
  description = "Public name of the shop, such as shop.example.com; none means no certificate and no record."
  type        = string
  default     = null
}

variable "zone" {
  description = "Route 53 zone that the domain lies in."
  type        = string
  default     = null
}

variable "github_repository" {
  description = "owner/name of the repository whose workflows may push images."
  type        = string
}

variable "alert_emails" {
  description = "Who hears of alarms and of money; each address must confirm its subscription."
  type        = list(string)
}

variable "monthly_budget_usd" {
  description = "Above the cost model of docs/eks.md, below what would hurt."
  type        = number
  default     = 600
}

variable "load_balancer" {
  description = "ARN suffix of the load balancer that the cluster made (app/name/id), once it is there: its alarms need it."
  type        = string
  default     = null
}
