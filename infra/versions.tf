terraform {
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.25"
    }
    archive = {
      source  = "hashicorp/archive"
      version = "~> 2.7"
    }
  }

  # Bucket and key come with `init -backend-config`: one account, and one state, for each environment.
  backend "s3" {
    use_lockfile = true
    encrypt      = true
  }
}

provider "aws" {
  region              = local.resources.region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = { project = "mercato", environment = var.environment, owner = "terraform" }
  }
}
