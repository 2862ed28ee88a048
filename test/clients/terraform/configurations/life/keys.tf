variable "keys" {
  description = "Public keys of the signer by name"
  type        = map(string)
}

resource "auth0_client" "signer" {
  name        = "${var.name} signer"
  app_type    = "non_interactive"
  grant_types = ["client_credentials"]

  jwt_configuration {
    alg = "RS256"
  }
}

resource "auth0_client_credentials" "signer" {
  client_id             = auth0_client.signer.id
  authentication_method = "private_key_jwt"

  private_key_jwt {
    dynamic "credentials" {
      for_each = var.keys
      content {
        name            = credentials.key
        credential_type = "public_key"
        algorithm       = "RS256"
        pem             = credentials.value
      }
    }
  }
}

resource "auth0_client_grant" "signer" {
  client_id = auth0_client.signer.id
  audience  = auth0_resource_server.orders.identifier
  scopes    = ["read:orders"]

  depends_on = [auth0_resource_server_scopes.orders]
}
