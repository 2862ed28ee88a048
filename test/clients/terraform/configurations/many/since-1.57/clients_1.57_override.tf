resource "auth0_client" "web" {
  redirection_policy = var.changed ? "allow_always" : "open_redirect_protection"

  session_transfer {
    can_create_session_transfer_token = !var.changed
    allowed_authentication_methods    = var.changed ? ["cookie"] : ["cookie", "query"]
    enforce_device_binding            = var.changed ? "asn" : "ip"
    allow_refresh_token               = !var.changed
    enforce_cascade_revocation        = !var.changed
    enforce_online_refresh_tokens     = !var.changed

    delegation {
      allow_delegated_access = !var.changed
      enforce_device_binding = var.changed ? "asn" : "ip"
    }
  }

  identity_assertion_authorization_grant {
    active = !var.changed
  }
}

resource "auth0_client" "phone" {
  fedcm_login {
    google {
      is_enabled = !var.changed
    }
  }
}

resource "auth0_client" "third_party" {
  third_party_security_mode = "strict"
}
