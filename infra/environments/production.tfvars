account_id        = "444455556666"
environment       = "production"
domain            = "shop.example.com"
zone              = "example.com"
github_repository = "example/mercato"
alert_emails      = ["platform@example.com"]
base_nodes        = 4
