variable "name" {
  description = "What the names of all objects begin with"
  type        = string
}

variable "changed" {
  description = "Whether properties have their second values"
  type        = bool
}

locals {
  stage = var.changed ? "second" : "first"
  # Azure's keys have 64 bytes.
  key = join("", [for _ in range(86) : var.changed ? "b" : "a"])
}
