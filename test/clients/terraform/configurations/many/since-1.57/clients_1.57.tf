resource "auth0_client" "business" {
  name = "${var.name} business"

  b2b_integration_configuration {
    integration_type = var.changed ? "application" : "third_party"
  }
}
