locals {
  # Rotated by themselves: a ring of keys, of which the newest signs once everybody has it.
  rotated = toset(["jwt-signing-key", "guest-signing-key"])
  # Read by a service through its sidecar. Rotated where they come from.
  given = toset(["first-admin-email", "first-admin-password", "stripe-api-key", "stripe-webhook-secret"])
  # By these a sidecar and its app know each other. External Secrets brings them into the cluster, under the chart's names.
  tokens = toset(flatten([for service in var.services : ["mercato/${service}/app-token", "mercato/${service}/dapr-token"]]))
}

# Values are put by `node tools/first-secrets.ts`, never by Terraform, whose state would hold them.
resource "aws_secretsmanager_secret" "this" {
  for_each                = setunion(local.rotated, local.given, local.tokens)
  name                    = each.value
  recovery_window_in_days = 7
}

module "function" {
  source             = "../function"
  name               = "mercato-rotate-secret"
  description        = "Puts a new key into a signing secret's ring."
  folder             = var.function_folder
  log_retention_days = var.log_retention_days
  statements = [{
    Effect = "Allow"
    Action = [
      "secretsmanager:DescribeSecret",
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue",
      "secretsmanager:UpdateSecretVersionStage",
    ]
    Resource = [for name in local.rotated : aws_secretsmanager_secret.this[name].arn]
  }]
}

resource "aws_lambda_permission" "secrets_manager" {
  statement_id   = "secrets-manager"
  action         = "lambda:InvokeFunction"
  function_name  = module.function.name
  principal      = "secretsmanager.amazonaws.com"
  source_account = var.account_id
}

resource "aws_secretsmanager_secret_rotation" "this" {
  for_each            = local.rotated
  secret_id           = aws_secretsmanager_secret.this[each.value].id
  rotation_lambda_arn = module.function.arn
  # There is nothing to rotate before the first value was put.
  rotate_immediately = false

  rotation_rules {
    automatically_after_days = 30
  }

  depends_on = [aws_lambda_permission.secrets_manager]
}
