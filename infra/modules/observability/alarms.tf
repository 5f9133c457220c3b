locals {
  actions = [aws_sns_topic.alerts.arn]
  # Prometheus in the cluster knows all of this sooner. These remain when the cluster does not.
  queue_alarms = merge([for queue in var.queues : {
    "dead-letters/${queue.name}" = {
      description = "A message was given up: docs/dead-letters.md."
      namespace   = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", statistic = "Maximum"
      dimensions  = { QueueName = queue.deadLetterQueue }
      above       = 0, minutes = 1, times = 1
    }
    "age/${queue.name}" = {
      description = "Nobody takes messages out of the queue: docs/runbooks/QueueAge.md."
      namespace   = "AWS/SQS", metric = "ApproximateAgeOfOldestMessage", statistic = "Maximum"
      dimensions  = { QueueName = queue.name }
      above       = 600, minutes = 5, times = 2
    }
  }]...)
  function_alarms = { for name in var.function_names : "errors/${name}" => {
    description = "The function failed."
    namespace   = "AWS/Lambda", metric = "Errors", statistic = "Sum"
    dimensions  = { FunctionName = name }
    above       = 0, minutes = 5, times = 1
  } }
  node_alarms = { for group, name in var.autoscaling_groups : "nodes/${group}-cpu" => {
    description = "The nodes are short of CPU although pods are scaled at 70 %. Memory is Prometheus's to know."
    namespace   = "AWS/EC2", metric = "CPUUtilization", statistic = "Average"
    dimensions  = { AutoScalingGroupName = name }
    above       = 80, minutes = 5, times = 2
  } }
  edge_alarms = {
    "waf/blocked" = {
      description = "More than a hundred requests a minute are blocked."
      namespace   = "AWS/WAFV2", metric = "BlockedRequests", statistic = "Sum"
      dimensions  = { WebACL = var.web_acl_name, Region = var.region, Rule = "ALL" }
      above       = 100, minutes = 1, times = 1
    }
  }
  table_alarms = { for metric in ["ReadThrottleEvents", "WriteThrottleEvents"] : "table/${metric}" => {
    description = "DynamoDB refuses: one key is too hot, or the account's limit is reached."
    namespace   = "AWS/DynamoDB", metric = metric, statistic = "Sum"
    dimensions  = { TableName = var.table_name }
    above       = 0, minutes = 5, times = 1
  } }
  load_balancer_alarms = var.load_balancer == null ? {} : {
    "load-balancer/errors" = {
      description = "The shop answers errors."
      namespace   = "AWS/ApplicationELB", metric = "HTTPCode_Target_5XX_Count", statistic = "Sum"
      dimensions  = { LoadBalancer = var.load_balancer }
      above       = 10, minutes = 5, times = 1
    }
    "load-balancer/nobody-there" = {
      description = "The load balancer has nobody to ask."
      namespace   = "AWS/ApplicationELB", metric = "HTTPCode_ELB_503_Count", statistic = "Sum"
      dimensions  = { LoadBalancer = var.load_balancer }
      above       = 0, minutes = 5, times = 1
    }
  }
  alarms = merge(local.queue_alarms, local.function_alarms, local.node_alarms, local.edge_alarms, local.table_alarms, local.load_balancer_alarms)
}

resource "aws_cloudwatch_metric_alarm" "above" {
  for_each            = local.alarms
  alarm_name          = "mercato/${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  statistic           = each.value.statistic
  dimensions          = each.value.dimensions
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.above
  period              = each.value.minutes * 60
  evaluation_periods  = each.value.times
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.actions
  ok_actions          = local.actions
}

# Silence breaches: this one waits for something to arrive. A shop that sells less than an order in two hours sets it wider.
resource "aws_cloudwatch_metric_alarm" "no_orders" {
  count               = var.expects_orders ? 1 : 0
  alarm_name          = "mercato/no-orders"
  alarm_description   = "No order has reached the archive for two hours."
  namespace           = "Mercato"
  metric_name         = "ArchivedEvents"
  statistic           = "Sum"
  dimensions          = { Topic = "order-placed-v1" }
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  period              = 3600
  evaluation_periods  = 2
  treat_missing_data  = "breaching"
  alarm_actions       = local.actions
  ok_actions          = local.actions
}
