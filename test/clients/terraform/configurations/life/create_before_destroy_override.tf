resource "auth0_client_credentials" "signer" {
  lifecycle {
    create_before_destroy = true
  }
}
