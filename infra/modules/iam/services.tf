locals {
  assumed_by_pods = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
    }]
  })
}

resource "aws_iam_role" "service" {
  for_each           = var.policies
  name               = "mercato-${each.key}"
  assume_role_policy = local.assumed_by_pods
}

resource "aws_iam_role_policy" "service" {
  for_each = var.policies
  name     = "dapr"
  role     = aws_iam_role.service[each.key].name
  policy   = each.value
}

# Binds the role to one service account of one namespace of one cluster: nothing of it stands in the chart.
resource "aws_eks_pod_identity_association" "service" {
  for_each        = var.policies
  cluster_name    = var.cluster_name
  namespace       = var.namespace
  service_account = each.key
  role_arn        = aws_iam_role.service[each.key].arn
}
