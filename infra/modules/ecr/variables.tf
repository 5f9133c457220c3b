variable "services" {
  type = set(string)
}
