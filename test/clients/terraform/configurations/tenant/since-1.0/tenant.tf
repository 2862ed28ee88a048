variable "changed" {
  description = "Whether settings have their second values"
  type        = bool
}

locals {
  stage = var.changed ? "second" : "first"
}

resource "auth0_tenant" "this" {
  friendly_name           = local.stage
  picture_url             = "https://${local.stage}.example.com/logo.png"
  support_email           = "${local.stage}@example.com"
  support_url             = "https://${local.stage}.example.com/support"
  allowed_logout_urls     = ["https://${local.stage}.example.com/logout"]
  session_lifetime        = var.changed ? 100 : 8760
  idle_session_lifetime   = var.changed ? 50 : 72
  sandbox_version         = var.changed ? "22" : "18"
  enabled_locales         = var.changed ? ["de", "en"] : ["en"]
  default_redirection_uri = "https://${local.stage}.example.com/login"
  default_audience        = var.changed ? "" : "https://${local.stage}.example.com/"
  default_directory       = var.changed ? "" : "users"

  allow_organization_name_in_authentication_api = !var.changed

  flags {
    allow_legacy_delegation_grant_types    = !var.changed
    allow_legacy_ro_grant_types            = !var.changed
    allow_legacy_tokeninfo_endpoint        = !var.changed
    dashboard_insights_view                = !var.changed
    dashboard_log_streams_next             = !var.changed
    disable_clickjack_protection_headers   = !var.changed
    disable_fields_map_fix                 = !var.changed
    disable_management_api_sms_obfuscation = !var.changed
    enable_adfs_waad_email_verification    = !var.changed
    enable_apis_section                    = !var.changed
    enable_client_connections              = !var.changed
    enable_dynamic_client_registration     = !var.changed
    enable_idtoken_api2                    = !var.changed
    enable_legacy_profile                  = !var.changed
    enable_pipeline2                       = !var.changed
    enable_public_signup_user_exists_error = !var.changed
    mfa_show_factor_list_on_enrollment     = !var.changed
    no_disclose_enterprise_connections     = !var.changed
    revoke_refresh_token_grant             = !var.changed
    use_scope_descriptions_for_consent     = !var.changed
  }

  session_cookie {
    mode = var.changed ? "persistent" : "non-persistent"
  }

  sessions {
    oidc_logout_prompt_enabled = !var.changed
  }
}
