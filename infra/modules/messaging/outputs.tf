output "queue_arns" {
  description = "By name, without the dead-letter queues."
  value       = { for name, queue in aws_sqs_queue.this : name => queue.arn }
}
