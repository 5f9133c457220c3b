output "cluster_name" {
  value = module.eks.cluster_name
}

output "vpc_id" {
  value = module.vpc.vpc_id
}

output "repository_urls" {
  description = "Of each service's image."
  value       = module.ecr.repository_urls
}

output "web_acl_arn" {
  description = "For the ingress: alb.ingress.kubernetes.io/wafv2-acl-arn."
  value       = module.edge.web_acl_arn
}

output "certificate_arn" {
  description = "For the ingress: alb.ingress.kubernetes.io/certificate-arn."
  value       = module.edge.certificate_arn
}

output "push_role_arn" {
  description = "For the repository's variable AWS_PUSH_ROLE."
  value       = module.iam.push_role_arn
}

output "role_arns" {
  description = "Of each service."
  value       = module.iam.role_arns
}
