module mercato/tools/stripe-mock

go 1.26.0

require github.com/stripe/stripe-mock v0.203.0
