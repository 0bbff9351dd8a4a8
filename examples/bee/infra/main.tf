terraform {
  required_version = ">= 1.4"
  # The address comes from PG_CONN_STR, so that no file holds it.
  backend "pg" {
    schema_name = "terraform_bee"
  }
}

variable "deploy_functions" {
  description = "Whether anything calls the functions. Off, the app has its mock data and nothing else runs."
  type        = bool
}

variable "release" {
  description = "Release that is applied."
  type        = string
  default     = "without-functions"
}

variable "releases" {
  description = "Releases that can be applied again, as ops/infra.mjs writes them."
  type        = string
  default     = "[{\"id\":\"without-functions\",\"revision\":\"none\",\"rollout\":null,\"on\":false}]"
}

# Put yours in its place: whatever calls a function.
resource "terraform_data" "score_schedule" {
  count = var.deploy_functions ? 1 : 0
  input = { function = "match-status", every = "30s" }
}

output "release" {
  value = var.release
}

output "releases" {
  value = var.releases
}

output "schedules" {
  value = terraform_data.score_schedule[*].output.function
}
