resource "auth0_tenant" "this" {
  acr_values_supported                                 = ["urn:${local.stage}"]
  client_id_metadata_document_supported                = !var.changed
  customize_mfa_in_postlogin_action                    = !var.changed
  ephemeral_session_lifetime                           = var.changed ? 30 : 60
  idle_ephemeral_session_lifetime                      = var.changed ? 15 : 30
  phone_consolidated_experience                        = !var.changed
  pushed_authorization_requests_supported              = !var.changed
  resource_parameter_profile                           = var.changed ? "audience" : "compatibility"
  skip_non_verifiable_callback_uri_confirmation_prompt = var.changed ? "true" : "false"

  default_token_quota {
    clients {
      client_credentials {
        enforce  = !var.changed
        per_day  = var.changed ? 20000 : 10000
        per_hour = var.changed ? 2000 : 1000
      }
    }
    organizations {
      client_credentials {
        enforce  = !var.changed
        per_day  = var.changed ? 20000 : 10000
        per_hour = var.changed ? 2000 : 1000
      }
    }
  }

  error_page {
    html          = "<html>${local.stage}</html>"
    show_log_link = !var.changed
    url           = "https://${local.stage}.example.com/error"
  }

  mtls {
    enable_endpoint_aliases = !var.changed
  }

  oidc_logout {
    rp_logout_end_session_endpoint_discovery = !var.changed
  }
}
