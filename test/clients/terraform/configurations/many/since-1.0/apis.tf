resource "auth0_resource_server" "wide" {
  name                   = "${var.name} ${local.stage} API"
  identifier             = "urn:${var.name}:wide"
  signing_alg            = var.changed ? "PS256" : "RS256"
  allow_offline_access   = !var.changed
  token_lifetime         = var.changed ? 7200 : 8600
  token_lifetime_for_web = var.changed ? 3600 : 4300
  token_dialect          = var.changed ? "access_token" : "access_token_authz"
  enforce_policies       = true

  skip_consent_for_verifiable_first_party_clients = !var.changed
}

resource "auth0_resource_server_scopes" "wide" {
  resource_server_identifier = auth0_resource_server.wide.identifier

  scopes {
    name        = "read:orders"
    description = "Read ${local.stage} orders"
  }
  scopes {
    name        = "write:orders"
    description = "Write ${local.stage} orders"
  }
}

resource "auth0_resource_server" "shared_secret" {
  name           = "${var.name} shared secret"
  identifier     = "urn:${var.name}:shared-secret"
  signing_alg    = "HS256"
  signing_secret = "of an API, ${local.stage}, with enough characters"
}
