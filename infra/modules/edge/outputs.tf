output "web_acl_arn" {
  value = aws_wafv2_web_acl.this.arn
}

output "web_acl_name" {
  value = aws_wafv2_web_acl.this.name
}

output "certificate_arn" {
  value = var.domain == null ? null : aws_acm_certificate_validation.this[0].certificate_arn
}
