resource "auth0_client" "web" {
  compliance_level                                    = var.changed ? "fapi1_adv_pkj_par" : "none"
  require_proof_of_possession                         = !var.changed
  skip_non_verifiable_callback_uri_confirmation_prompt = var.changed ? "true" : "false"
  async_approval_notification_channels                = var.changed ? ["email"] : ["guardian-push", "email"]
  organization_require_behavior                       = var.changed ? "no_prompt" : "pre_login_prompt"
  organization_discovery_methods                      = var.changed ? [] : ["email", "organization_name"]

  refresh_token {
    rotation_type                = var.changed ? "non-rotating" : "rotating"
    expiration_type              = "expiring"
    leeway                       = var.changed ? 0 : 15
    token_lifetime               = var.changed ? 2000 : 84600
    idle_token_lifetime          = var.changed ? 1000 : 72000
    infinite_token_lifetime      = false
    infinite_idle_token_lifetime = var.changed

    policies {
      audience = auth0_resource_server.wide.identifier
      scope    = var.changed ? ["read:orders"] : ["read:orders", "write:orders"]
    }
  }

  oidc_logout {
    backchannel_logout_urls = ["https://${local.stage}.example.com/backchannel"]
    backchannel_logout_initiators {
      mode                = "custom"
      selected_initiators = var.changed ? ["rp-logout", "idp-logout", "session-expired"] : ["rp-logout", "idp-logout"]
    }
    backchannel_logout_session_metadata {
      include = !var.changed
    }
  }

  session_transfer {
    can_create_session_transfer_token = !var.changed
    allowed_authentication_methods    = var.changed ? ["cookie"] : ["cookie", "query"]
    enforce_device_binding            = var.changed ? "asn" : "ip"
    allow_refresh_token               = !var.changed
    enforce_cascade_revocation        = !var.changed
    enforce_online_refresh_tokens     = !var.changed
  }

  token_quota {
    client_credentials {
      enforce  = !var.changed
      per_day  = var.changed ? 200 : 100
      per_hour = var.changed ? 20 : 10
    }
  }

  token_exchange {
    allow_any_profile_of_type = ["custom_authentication"]
  }
}

resource "auth0_client" "phone" {
  native_social_login {
    apple {
      enabled = !var.changed
    }
    facebook {
      enabled = var.changed
    }
    google {
      enabled = !var.changed
    }
  }

  default_organization {
    disable = true
  }
}

