resource "auth0_connection" "database" {
  name         = "${var.name}-database"
  display_name = "The ${local.stage} database"
  strategy     = "auth0"
  realms       = ["${var.name}-database"]
  metadata     = { stage = local.stage }

  is_domain_connection = !var.changed

  options {
    password_policy                      = var.changed ? "good" : "excellent"
    brute_force_protection               = !var.changed
    enabled_database_customization       = !var.changed
    import_mode                          = false
    requires_username                    = !var.changed
    disable_signup                       = !var.changed
    disable_self_service_change_password = !var.changed
    non_persistent_attrs                 = [local.stage]
    set_user_root_attributes             = var.changed ? "on_first_login" : "on_each_login"

    custom_scripts = {
      get_user = "function getByEmail (email, callback) { return callback(new Error('${local.stage}')); }"
    }

    configuration = {
      stage = local.stage
    }

    password_history {
      enable = !var.changed
      size   = var.changed ? 4 : 3
    }
    password_no_personal_info {
      enable = !var.changed
    }
    password_dictionary {
      enable     = !var.changed
      dictionary = ["password", local.stage]
    }
    password_complexity_options {
      min_length = var.changed ? 12 : 6
    }
    validation {
      username {
        min = var.changed ? 1 : 10
        max = var.changed ? 20 : 40
      }
    }
    mfa {
      active                 = !var.changed
      return_enroll_settings = !var.changed
    }
  }
}

resource "auth0_connection" "google" {
  name     = "${var.name}-google"
  strategy = "google-oauth2"

  options {
    client_id            = local.stage
    client_secret        = local.stage
    allowed_audiences    = ["${local.stage}.example.com"]
    scopes               = var.changed ? ["email"] : ["email", "profile"]
    non_persistent_attrs = [local.stage]
  }
}

resource "auth0_connection" "oidc" {
  name           = "${var.name}-oidc"
  display_name   = "The ${local.stage} provider"
  strategy       = "oidc"
  show_as_button = !var.changed

  options {
    client_id              = local.stage
    client_secret          = local.stage
    domain_aliases         = ["${local.stage}.example.com"]
    tenant_domain          = ""
    icon_url               = "https://${local.stage}.example.com/icon.png"
    type                   = "back_channel"
    issuer                 = "https://${local.stage}.example.com"
    jwks_uri               = "https://${local.stage}.example.com/keys"
    authorization_endpoint = "https://${local.stage}.example.com/authorize"
    token_endpoint         = "https://${local.stage}.example.com/token"
    userinfo_endpoint      = "https://${local.stage}.example.com/userinfo"
    scopes                 = ["openid", local.stage]

    set_user_root_attributes = "on_first_login"
  }
}

resource "auth0_connection" "saml" {
  name     = "${var.name}-saml"
  strategy = "samlp"

  options {
    signing_cert        = file("certificate.pem")
    sign_in_endpoint    = "https://${local.stage}.example.com/sign-in"
    sign_out_endpoint   = "https://${local.stage}.example.com/sign-out"
    user_id_attribute   = "https://${local.stage}.example.com/id"
    protocol_binding    = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
    signature_algorithm = var.changed ? "rsa-sha256" : "rsa-sha1"
    digest_algorithm    = var.changed ? "sha256" : "sha1"
    sign_saml_request   = !var.changed
    disable_sign_out    = !var.changed
    debug               = !var.changed
    entity_id           = local.stage

    set_user_root_attributes = "on_each_login"

    fields_map = jsonencode({ email = [local.stage] })

    idp_initiated {
      client_id              = auth0_client.web.id
      client_protocol        = "oidc"
      client_authorize_query = "type=${local.stage}"
    }
  }
}

resource "auth0_connection" "sms" {
  name     = "${var.name}-sms"
  strategy = "sms"

  options {
    name                   = local.stage
    from                   = "+12345678"
    template               = "@@password@@ ${local.stage}"
    syntax                 = "md_with_macros"
    twilio_sid             = "ABC${local.stage}"
    twilio_token           = local.stage
    messaging_service_sid  = local.stage
    disable_signup         = !var.changed
    brute_force_protection = !var.changed

    totp {
      time_step = var.changed ? 600 : 300
      length    = var.changed ? 8 : 6
    }
  }
}
