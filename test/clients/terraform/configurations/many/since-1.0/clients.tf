resource "auth0_client" "web" {
  name                                = "${var.name} web"
  description                         = "The ${local.stage} description"
  app_type                            = "regular_web"
  logo_uri                            = "https://${local.stage}.example.com/logo.png"
  callbacks                           = ["https://${local.stage}.example.com/callback"]
  allowed_logout_urls                 = ["https://${local.stage}.example.com/logout"]
  allowed_origins                     = ["https://${local.stage}.example.com"]
  web_origins                         = ["https://${local.stage}.example.org"]
  client_aliases                      = [local.stage]
  allowed_clients                     = [auth0_client.phone.id]
  initiate_login_uri                  = "https://${local.stage}.example.com/login"
  is_first_party                      = true
  is_token_endpoint_ip_header_trusted = !var.changed
  oidc_conformant                     = true
  cross_origin_auth                   = !var.changed
  cross_origin_loc                    = "https://${local.stage}.example.com/cross"
  custom_login_page_on                = !var.changed
  custom_login_page                   = "<html>${local.stage}</html>"
  form_template                       = "<form>${local.stage}</form>"
  sso                                 = !var.changed
  sso_disabled                        = var.changed
  organization_usage                  = var.changed ? "allow" : "require"
  organization_require_behavior       = var.changed ? "no_prompt" : "post_login_prompt"

  require_pushed_authorization_requests = !var.changed

  grant_types = var.changed ? ["authorization_code"] : ["authorization_code", "refresh_token", "client_credentials"]

  client_metadata = var.changed ? { second = "2", both = "b" } : { first = "1", both = "a" }

  jwt_configuration {
    alg                 = var.changed ? "PS256" : "RS256"
    lifetime_in_seconds = var.changed ? 600 : 300
    secret_encoded      = !var.changed
    scopes              = { stage = local.stage }
  }

  refresh_token {
    rotation_type                = var.changed ? "non-rotating" : "rotating"
    expiration_type              = "expiring"
    leeway                       = var.changed ? 0 : 15
    token_lifetime               = var.changed ? 2000 : 84600
    idle_token_lifetime          = var.changed ? 1000 : 72000
    infinite_token_lifetime      = false
    infinite_idle_token_lifetime = var.changed
  }
}

resource "auth0_client" "phone" {
  name     = "${var.name} phone"
  app_type = "native"

  mobile {
    android {
      app_package_name         = "com.example.${local.stage}"
      sha256_cert_fingerprints = [var.changed ? "BE:EF" : "DE:AD"]
    }
    ios {
      team_id               = var.changed ? "9JA89QQLNQ" : "8JA89QQLNQ"
      app_bundle_identifier = "com.example.${local.stage}"
    }
  }

  native_social_login {
    apple {
      enabled = !var.changed
    }
    facebook {
      enabled = var.changed
    }
  }
}

resource "auth0_client" "third_party" {
  name           = "${var.name} third party"
  app_type       = "regular_web"
  is_first_party = false
  callbacks      = ["https://${local.stage}.example.net/callback"]
}
