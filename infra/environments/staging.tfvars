account_id         = "111122223333"
environment        = "staging"
single_nat         = true
github_repository  = "example/mercato"
alert_emails       = ["platform@example.com"]
monthly_budget_usd = 400
base_nodes         = 2
