output "cluster_name" {
  value = aws_eks_cluster.this.name
}

output "autoscaling_groups" {
  value = {
    base = aws_eks_node_group.base.resources[0].autoscaling_groups[0].name
    spot = aws_eks_node_group.spot.resources[0].autoscaling_groups[0].name
  }
}
