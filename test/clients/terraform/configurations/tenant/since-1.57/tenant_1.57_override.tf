resource "auth0_tenant" "this" {
  dynamic_client_registration_security_mode = var.changed ? "strict" : "permissive"

  country_codes {
    list = var.changed ? ["US"] : ["US", "CA"]
    mode = var.changed ? "deny" : "allow"
  }
}
