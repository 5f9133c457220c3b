locals {
  # What runs beside the shop and calls AWS: each its own role, by the service account that its chart makes.
  platform = {
    keda-operator = {
      namespace = "keda"
      statements = [{
        Effect   = "Allow"
        Action   = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl"]
        Resource = values(var.queue_arns)
      }]
    }
    external-secrets = {
      namespace = "external-secrets"
      statements = [{
        Effect   = "Allow"
        Action   = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
        Resource = var.token_secret_arns
      }]
    }
    fluent-bit = {
      namespace = "observability"
      statements = [{
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = ["arn:aws:logs:*:*:log-group:/mercato/containers:*"]
      }]
    }
    opentelemetry-collector = {
      namespace = "observability"
      statements = [{
        Effect   = "Allow"
        Action   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
        Resource = ["*"]
      }]
    }
    aws-load-balancer-controller = {
      namespace  = "kube-system"
      statements = local.load_balancer_statements
    }
  }
}

resource "aws_iam_role" "platform" {
  for_each           = local.platform
  name               = "mercato-${each.key}"
  assume_role_policy = local.assumed_by_pods
}

resource "aws_iam_role_policy" "platform" {
  for_each = local.platform
  name     = each.key
  role     = aws_iam_role.platform[each.key].name
  policy   = jsonencode({ Version = "2012-10-17", Statement = each.value.statements })
}

resource "aws_eks_pod_identity_association" "platform" {
  for_each        = local.platform
  cluster_name    = var.cluster_name
  namespace       = each.value.namespace
  service_account = each.key
  role_arn        = aws_iam_role.platform[each.key].arn
}
