variable "secret" {
  type      = string
  sensitive = true
}

variable "secret_version" {
  type = number
}

resource "auth0_client_credentials" "worker" {
  client_secret_wo         = var.secret
  client_secret_wo_version = var.secret_version
}
