output "function_name" {
  value = module.function.name
}

output "token_secret_arns" {
  value = [for name in local.tokens : aws_secretsmanager_secret.this[name].arn]
}
