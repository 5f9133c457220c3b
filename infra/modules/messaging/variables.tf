variable "topics" {
  type = list(string)
}

variable "queues" {
  type = list(object({
    name                     = string
    visibilityTimeoutSeconds = number
    maxReceiveCount          = number
    deadLetterQueue          = string
    subscribes               = list(string)
  }))
}
