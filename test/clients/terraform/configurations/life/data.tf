data "auth0_client" "by_name" {
  name = auth0_client.worker.name
}

data "auth0_client" "by_id" {
  client_id = auth0_client.worker.id
}

data "auth0_resource_server" "orders" {
  identifier = auth0_resource_server.orders.identifier

  depends_on = [auth0_resource_server_scopes.orders]
}

data "auth0_tenant" "this" {
  depends_on = [auth0_tenant.this]
}

data "auth0_signing_keys" "all" {}

output "seen" {
  sensitive = true
  value = {
    by_name        = data.auth0_client.by_name.client_id
    by_id          = data.auth0_client.by_id.name
    secret         = data.auth0_client.by_id.client_secret
    scopes         = { for scope in data.auth0_resource_server.orders.scopes : scope.name => scope.description }
    token_lifetime = data.auth0_resource_server.orders.token_lifetime
    domain         = data.auth0_tenant.this.domain
    support_email  = data.auth0_tenant.this.support_email
    current_keys   = [for key in data.auth0_signing_keys.all.signing_keys : key.kid if key.current]
  }
}
