output "role_arns" {
  value = { for service, role in aws_iam_role.service : service => role.arn }
}

output "push_role_arn" {
  value = aws_iam_role.push.arn
}
