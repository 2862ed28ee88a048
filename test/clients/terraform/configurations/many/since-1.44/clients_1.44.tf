resource "auth0_client" "api" {
  name                       = "${var.name} API"
  app_type                   = "resource_server"
  is_first_party             = true
  oidc_conformant            = true
  resource_server_identifier = auth0_resource_server.wide.identifier
}

resource "auth0_client" "administration" {
  name     = "${var.name} administration"
  app_type = "regular_web"

  my_organization_configuration {
    allowed_strategies           = var.changed ? ["oidc"] : ["oidc", "samlp"]
    connection_deletion_behavior = var.changed ? "allow" : "allow_if_empty"
  }
}
