output "cluster_name" {
  value = aws_eks_cluster.this.name
}

output "autoscaling_groups" {
  value = { for name, group in aws_eks_node_group.this : name => group.resources[0].autoscaling_groups[0].name }
}
