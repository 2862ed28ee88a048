resource "auth0_client_grant" "third_parties" {
  default_for = "third_party_clients"
  audience    = auth0_resource_server.shared_secret.identifier
  scopes      = []
}

resource "auth0_client" "vault" {
  name     = "${var.name} vault"
  app_type = "non_interactive"
}

resource "auth0_client_credentials" "vault" {
  client_id = auth0_client.vault.id

  token_vault_privileged_access {
    credentials {
      name            = "first"
      credential_type = "public_key"
      algorithm       = "RS256"
      pem             = file("certificate.pem")
    }

    ip_allowlist = var.changed ? ["10.0.0.1"] : ["10.0.0.1", "192.168.1.0/24"]

    grants {
      connection = "google-oauth2"
      scopes     = [local.stage]
    }
  }
}
