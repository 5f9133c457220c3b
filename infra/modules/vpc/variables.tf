variable "single_nat" {
  type = bool
}

variable "region" {
  type = string
}
