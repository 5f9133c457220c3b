locals {
  # In the web ACL API's own words: the provider's block form nests no deeper than three statements.
  managed = {
    AWSManagedRulesAmazonIpReputationList = 10
    # Its part of the OWASP top ten; cross-site scripting is in it.
    AWSManagedRulesCommonRuleSet         = 20
    AWSManagedRulesKnownBadInputsRuleSet = 30
    AWSManagedRulesSQLiRuleSet           = 40
  }
  # Bodies above 8 KB are nothing bad: an administrator's import is one. How large they may be the gateway knows.
  counted = { AWSManagedRulesCommonRuleSet = ["SizeRestrictions_BODY"] }
  rules = concat([{
    Name      = "RatePerAddress"
    Priority  = 1
    Action    = { Block = { CustomResponse = { ResponseCode = 429 } } }
    Statement = { RateBasedStatement = { Limit = 2000, EvaluationWindowSec = 300, AggregateKeyType = "IP" } }
    }], [for name, priority in local.managed : {
    Name           = name
    Priority       = priority
    OverrideAction = { None = {} }
    Statement = { ManagedRuleGroupStatement = {
      VendorName          = "AWS"
      Name                = name
      RuleActionOverrides = [for rule in lookup(local.counted, name, []) : { Name = rule, ActionToUse = { Count = {} } }]
    } }
  }])
  rule_json = jsonencode([for rule in local.rules : merge(rule, {
    VisibilityConfig = { SampledRequestsEnabled = true, CloudWatchMetricsEnabled = true, MetricName = rule.Name }
  })])
}

# For the load balancer, so REGIONAL: the ingress names it, and the load balancer controller binds it.
resource "aws_wafv2_web_acl" "this" {
  name      = "mercato"
  scope     = "REGIONAL"
  rule_json = local.rule_json

  default_action {
    allow {}
  }

  visibility_config {
    sampled_requests_enabled   = true
    cloudwatch_metrics_enabled = true
    metric_name                = "mercato"
  }
}

resource "aws_cloudwatch_log_group" "waf" {
  name              = "aws-waf-logs-mercato"
  retention_in_days = var.log_retention_days
}

resource "aws_wafv2_web_acl_logging_configuration" "this" {
  resource_arn            = aws_wafv2_web_acl.this.arn
  log_destination_configs = [aws_cloudwatch_log_group.waf.arn]

  # Tokens and sessions are nobody's to read.
  redacted_fields {
    single_header {
      name = "authorization"
    }
  }

  redacted_fields {
    single_header {
      name = "cookie"
    }
  }
}

data "aws_route53_zone" "this" {
  count = var.zone == null ? 0 : 1
  name  = var.zone
}

resource "aws_acm_certificate" "this" {
  count             = var.domain == null ? 0 : 1
  domain_name       = var.domain
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "validation" {
  count   = var.domain == null ? 0 : 1
  zone_id = data.aws_route53_zone.this[0].zone_id
  name    = one(aws_acm_certificate.this[0].domain_validation_options).resource_record_name
  type    = one(aws_acm_certificate.this[0].domain_validation_options).resource_record_type
  records = [one(aws_acm_certificate.this[0].domain_validation_options).resource_record_value]
  ttl     = 300
}

resource "aws_acm_certificate_validation" "this" {
  count                   = var.domain == null ? 0 : 1
  certificate_arn         = aws_acm_certificate.this[0].arn
  validation_record_fqdns = [aws_route53_record.validation[0].fqdn]
}
