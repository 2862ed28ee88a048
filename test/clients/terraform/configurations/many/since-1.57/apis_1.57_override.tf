resource "auth0_resource_server" "wide" {
  allow_online_access                         = !var.changed
  allow_online_access_with_ephemeral_sessions = !var.changed
}
