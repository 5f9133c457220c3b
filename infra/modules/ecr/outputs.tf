output "repository_urls" {
  value = { for service, repository in aws_ecr_repository.this : service => repository.repository_url }
}

output "repository_arns" {
  value = [for repository in aws_ecr_repository.this : repository.arn]
}
