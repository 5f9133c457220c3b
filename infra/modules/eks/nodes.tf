resource "aws_iam_role" "node" {
  name               = "${local.name}-node"
  assume_role_policy = local.assumed_by["ec2"]
}

resource "aws_iam_role_policy_attachment" "node" {
  for_each   = toset(["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonEKS_CNI_Policy"])
  role       = aws_iam_role.node.name
  policy_arn = "arn:aws:iam::aws:policy/${each.value}"
}

resource "aws_launch_template" "node" {
  name = "${local.name}-node"

  # A pod is one hop further from the metadata service than its node: it does not get the node's role.
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size = 40
      volume_type = "gp3"
      encrypted   = "true"
    }
  }

  tag_specifications {
    resource_type = "instance"
    tags          = { Name = "${local.name}-node" }
  }
}

locals {
  node_groups = {
    # What must not be interrupted: Dapr's control plane, order, payment, product. As many in each of two zones; when one
    # is lost, EKS starts the missing ones in the other.
    base = {
      capacity       = "ON_DEMAND"
      instance_types = ["t3.large"]
      lifecycle      = "on-demand"
      taints         = []
      size           = { min = var.base_nodes, desired = var.base_nodes, max = 2 * var.base_nodes }
    }
    # What may be interrupted at two minutes' notice, and says so with a toleration of this taint.
    spot-workers = {
      capacity       = "SPOT"
      instance_types = ["t3.medium", "t3a.medium", "t3.large"]
      lifecycle      = "Ec2Spot"
      taints         = [{ key = "lifecycle", value = "Ec2Spot", effect = "NO_SCHEDULE" }]
      size           = { min = 2, desired = 3, max = 10 }
    }
  }
}

resource "aws_eks_node_group" "this" {
  for_each        = local.node_groups
  cluster_name    = aws_eks_cluster.this.name
  node_group_name = each.key
  node_role_arn   = aws_iam_role.node.arn
  subnet_ids      = var.subnet_ids
  ami_type        = "AL2023_x86_64_STANDARD"
  capacity_type   = each.value.capacity
  instance_types  = each.value.instance_types
  labels          = { lifecycle = each.value.lifecycle }

  dynamic "taint" {
    for_each = each.value.taints
    content {
      key    = taint.value.key
      value  = taint.value.value
      effect = taint.value.effect
    }
  }

  scaling_config {
    min_size     = each.value.size.min
    desired_size = each.value.size.desired
    max_size     = each.value.size.max
  }

  update_config {
    max_unavailable = 1
  }

  launch_template {
    id      = aws_launch_template.node.id
    version = aws_launch_template.node.latest_version
  }

  lifecycle {
    ignore_changes = [scaling_config[0].desired_size]
  }

  depends_on = [aws_iam_role_policy_attachment.node]
}
