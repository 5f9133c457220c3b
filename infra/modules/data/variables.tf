variable "table" {
  type = object({ name = string, partitionKey = string, timeToLiveAttribute = string })
}

variable "protected" {
  type = bool
}
