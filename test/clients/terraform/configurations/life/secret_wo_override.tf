resource "auth0_client_credentials" "worker" {
  client_secret_wo         = var.secret
  client_secret_wo_version = var.secret_version
}
