resource "aws_dynamodb_table" "state" {
  name                        = var.table.name
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = var.table.partitionKey
  deletion_protection_enabled = var.protected

  attribute {
    name = var.table.partitionKey
    type = "S"
  }

  ttl {
    attribute_name = var.table.timeToLiveAttribute
    enabled        = true
  }

  point_in_time_recovery {
    enabled                 = true
    recovery_period_in_days = 35
  }

  server_side_encryption {
    enabled = true
  }
}
