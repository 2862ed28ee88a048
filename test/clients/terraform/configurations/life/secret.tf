variable "clerk_secret" {
  type      = string
  sensitive = true
}

resource "auth0_client" "clerk" {
  name        = "${var.name} clerk"
  app_type    = "non_interactive"
  grant_types = ["client_credentials"]
}

resource "auth0_client_credentials" "clerk" {
  client_id             = auth0_client.clerk.id
  authentication_method = "client_secret_basic"
  client_secret         = var.clerk_secret
}

resource "auth0_client_grant" "clerk" {
  client_id = auth0_client.clerk.id
  audience  = auth0_resource_server.orders.identifier
  scopes    = ["read:orders"]

  depends_on = [auth0_resource_server_scopes.orders]
}
