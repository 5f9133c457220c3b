locals {
  queues = { for queue in var.queues : queue.name => queue }
  # The longest that SQS knows: what waits here is an order or money.
  retention_seconds = 14 * 24 * 3600
  subscriptions = merge([
    for queue in var.queues : { for topic in queue.subscribes : "${topic}/${queue.name}" => { topic = topic, queue = queue.name } }
  ]...)
}

resource "aws_sns_topic" "this" {
  for_each          = toset(var.topics)
  name              = each.value
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sqs_queue" "dead_letters" {
  for_each                  = local.queues
  name                      = each.value.deadLetterQueue
  message_retention_seconds = local.retention_seconds
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue" "this" {
  for_each                   = local.queues
  name                       = each.key
  visibility_timeout_seconds = each.value.visibilityTimeoutSeconds
  message_retention_seconds  = local.retention_seconds
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = true

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters[each.key].arn
    maxReceiveCount     = each.value.maxReceiveCount
  })
}

# Only its own queue may put letters there.
resource "aws_sqs_queue_redrive_allow_policy" "this" {
  for_each  = local.queues
  queue_url = aws_sqs_queue.dead_letters[each.key].url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.this[each.key].arn]
  })
}

resource "aws_sqs_queue_policy" "this" {
  for_each  = local.queues
  queue_url = aws_sqs_queue.this[each.key].url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.this[each.key].arn
      Condition = { ArnEquals = { "aws:SourceArn" = [for topic in each.value.subscribes : aws_sns_topic.this[topic].arn] } }
    }]
  })
}

resource "aws_sns_topic_subscription" "this" {
  for_each  = local.subscriptions
  topic_arn = aws_sns_topic.this[each.value.topic].arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.this[each.value.queue].arn
  # Dapr reads SNS's envelope.
  raw_message_delivery = false
  depends_on           = [aws_sqs_queue_policy.this]
}
