variable "name" {
  description = "What the names of all objects begin with"
  type        = string
}

variable "description" {
  type    = string
  default = "Delivers orders"
}

variable "scopes" {
  type    = map(string)
  default = { "read:orders" = "Read orders", "write:orders" = "Write orders" }
}

variable "granted" {
  type    = list(string)
  default = ["read:orders"]
}

variable "shops" {
  type    = set(string)
  default = ["first", "second"]
}

variable "support_email" {
  type    = string
  default = "support@example.com"
}

variable "secret" {
  type      = string
  sensitive = true
  default   = null
}

variable "secret_version" {
  type    = number
  default = null
}

resource "auth0_client" "worker" {
  name        = "${var.name} worker"
  description = var.description
  app_type    = "non_interactive"
  grant_types = ["client_credentials"]

  jwt_configuration {
    alg = "RS256"
  }
}

resource "auth0_client_credentials" "worker" {
  client_id             = auth0_client.worker.id
  authentication_method = "client_secret_post"
}

resource "auth0_resource_server" "orders" {
  name           = "${var.name} orders"
  identifier     = "https://${var.name}.example.com/"
  signing_alg    = "RS256"
  token_lifetime = 3600
}

resource "auth0_resource_server_scopes" "orders" {
  resource_server_identifier = auth0_resource_server.orders.identifier

  dynamic "scopes" {
    for_each = var.scopes
    content {
      name        = scopes.key
      description = scopes.value
    }
  }
}

resource "auth0_client_grant" "worker" {
  client_id = auth0_client.worker.id
  audience  = auth0_resource_server.orders.identifier
  scopes    = var.granted

  depends_on = [auth0_resource_server_scopes.orders]
}

resource "auth0_client" "shop" {
  for_each = var.shops

  name      = "${var.name} ${each.key} shop"
  app_type  = "spa"
  callbacks = ["https://${each.key}.example.com/callback"]
}

resource "auth0_connection" "users" {
  name     = var.name
  strategy = "auth0"

  options {
    brute_force_protection = true
    password_policy        = "good"
  }
}

resource "auth0_connection_clients" "users" {
  connection_id   = auth0_connection.users.id
  enabled_clients = [for shop in auth0_client.shop : shop.id]
}

resource "auth0_tenant" "this" {
  support_email = var.support_email
  support_url   = "https://example.com/support"
}
