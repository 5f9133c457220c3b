locals {
  # The same list that makes the local stand-ins, that Dapr's components are checked against, and that the policies follow.
  resources = jsondecode(file("${path.module}/aws-resources.json"))
  table     = coalesce(var.table, local.resources.table.name)
  # The world has one bucket of a name; the chart's value `aws.archiveBucket` must say the same.
  archive_bucket = "${local.resources.bucket.name}-${var.account_id}"
  services       = toset([for file in fileset("${path.module}/../services", "*/package.json") : dirname(file)])
  # Of the services whose sidecar calls AWS.
  policies = {
    for file in fileset("${path.module}/iam", "*.json") : trimsuffix(file, ".json") => replace(
      replace(
        templatefile("${path.module}/iam/${file}", { account = var.account_id }),
        "arn:aws:s3:::${local.resources.bucket.name}",
        "arn:aws:s3:::${local.archive_bucket}",
      ),
      ":table/${local.resources.table.name}\"",
      ":table/${local.table}\"",
    )
  }
}

module "vpc" {
  source     = "./modules/vpc"
  single_nat = var.single_nat
  region     = local.resources.region
}

module "eks" {
  source             = "./modules/eks"
  kubernetes_version = var.kubernetes_version
  subnet_ids         = module.vpc.private_subnet_ids
  base_nodes         = var.base_nodes
  protected          = var.protected
  admin_principals   = var.admin_principals
  api_cidrs          = var.api_cidrs
  log_retention_days = 30
}

module "data" {
  source    = "./modules/data"
  table     = merge(local.resources.table, { name = local.table })
  protected = var.protected
}

module "messaging" {
  source = "./modules/messaging"
  topics = local.resources.topics
  queues = local.resources.queues
}

module "archive" {
  source             = "./modules/archive"
  account_id         = var.account_id
  bucket             = merge(local.resources.bucket, { name = local.archive_bucket })
  function_folder    = "${path.module}/.build/archive-metrics"
  log_retention_days = 30
}

module "secrets" {
  source             = "./modules/secrets"
  account_id         = var.account_id
  services           = local.services
  function_folder    = "${path.module}/.build/rotate-secret"
  log_retention_days = 30
}

module "ecr" {
  source   = "./modules/ecr"
  services = local.services
}

module "iam" {
  source            = "./modules/iam"
  cluster_name      = module.eks.cluster_name
  policies          = local.policies
  queue_arns        = module.messaging.queue_arns
  token_secret_arns = module.secrets.token_secret_arns
  repository_arns   = module.ecr.repository_arns
  github_repository = var.github_repository
}

module "edge" {
  source             = "./modules/edge"
  domain             = var.domain
  zone               = var.zone
  log_retention_days = 30
}

module "observability" {
  source             = "./modules/observability"
  account_id         = var.account_id
  region             = local.resources.region
  emails             = var.alert_emails
  monthly_budget_usd = var.monthly_budget_usd
  table_name         = local.table
  queues             = local.resources.queues
  autoscaling_groups = module.eks.autoscaling_groups
  expects_orders     = var.environment == "production"
  web_acl_name       = module.edge.web_acl_name
  load_balancer      = var.load_balancer
  log_retention_days = 30
  function_names     = [module.archive.function_name, module.secrets.function_name]
}
