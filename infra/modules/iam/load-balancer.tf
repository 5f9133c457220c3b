locals {
  own_cluster = { "aws:ResourceTag/elbv2.k8s.aws/cluster" = var.cluster_name }
  # What the load balancer controller needs for an ALB in front of pods, with WAF and a certificate; what it changes must
  # carry its cluster's tag.
  load_balancer_statements = [
    {
      Effect = "Allow"
      Action = [
        "acm:DescribeCertificate",
        "acm:ListCertificates",
        "ec2:Describe*",
        "ec2:GetSecurityGroupsForVpc",
        "elasticloadbalancing:Describe*",
        "wafv2:GetWebACL",
        "wafv2:GetWebACLForResource",
        "wafv2:AssociateWebACL",
        "wafv2:DisassociateWebACL",
      ]
      Resource = ["*"]
    },
    {
      Effect   = "Allow"
      Action   = ["ec2:CreateSecurityGroup"]
      Resource = ["*"]
    },
    {
      Effect    = "Allow"
      Action    = ["ec2:CreateTags"]
      Resource  = ["arn:aws:ec2:*:*:security-group/*"]
      Condition = { StringEquals = { "ec2:CreateAction" = "CreateSecurityGroup" } }
    },
    {
      Effect    = "Allow"
      Action    = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress", "ec2:DeleteSecurityGroup"]
      Resource  = ["arn:aws:ec2:*:*:security-group/*"]
      Condition = { StringEquals = local.own_cluster }
    },
    {
      # The nodes' own group, which carries the cluster's tag of EKS instead.
      Effect    = "Allow"
      Action    = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"]
      Resource  = ["arn:aws:ec2:*:*:security-group/*"]
      Condition = { StringEquals = { "aws:ResourceTag/kubernetes.io/cluster/${var.cluster_name}" = "owned" } }
    },
    {
      Effect    = "Allow"
      Action    = ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"]
      Resource  = ["*"]
      Condition = { StringEquals = { "aws:RequestTag/elbv2.k8s.aws/cluster" = var.cluster_name } }
    },
    {
      Effect    = "Allow"
      Action    = ["elasticloadbalancing:AddTags"]
      Resource  = ["*"]
      Condition = { StringEquals = { "elasticloadbalancing:CreateAction" = ["CreateLoadBalancer", "CreateTargetGroup"] } }
    },
    {
      Effect = "Allow"
      Action = [
        "elasticloadbalancing:AddListenerCertificates",
        "elasticloadbalancing:AddTags",
        "elasticloadbalancing:CreateListener",
        "elasticloadbalancing:CreateRule",
        "elasticloadbalancing:DeleteListener",
        "elasticloadbalancing:DeleteLoadBalancer",
        "elasticloadbalancing:DeleteRule",
        "elasticloadbalancing:DeleteTargetGroup",
        "elasticloadbalancing:DeregisterTargets",
        "elasticloadbalancing:ModifyListener",
        "elasticloadbalancing:ModifyListenerAttributes",
        "elasticloadbalancing:ModifyLoadBalancerAttributes",
        "elasticloadbalancing:ModifyRule",
        "elasticloadbalancing:ModifyTargetGroup",
        "elasticloadbalancing:ModifyTargetGroupAttributes",
        "elasticloadbalancing:RegisterTargets",
        "elasticloadbalancing:RemoveListenerCertificates",
        "elasticloadbalancing:RemoveTags",
        "elasticloadbalancing:SetSecurityGroups",
        "elasticloadbalancing:SetSubnets",
        "elasticloadbalancing:SetWebAcl",
      ]
      Resource  = ["*"]
      Condition = { StringEquals = local.own_cluster }
    },
  ]
}
