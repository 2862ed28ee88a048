resource "auth0_resource_server" "wide" {
  token_dialect  = var.changed ? "rfc9068_profile_authz" : "access_token_authz"
  consent_policy = var.changed ? "null" : "transactional-authorization-with-mfa"

  authorization_details {
    type = local.stage
  }
  authorization_details {
    type = "both"
  }

  proof_of_possession {
    mechanism = var.changed ? "dpop" : "mtls"
    required  = !var.changed
  }

  subject_type_authorization {
    user {
      policy = var.changed ? "deny_all" : "require_client_grant"
    }
    client {
      policy = var.changed ? "deny_all" : "require_client_grant"
    }
  }

  token_encryption {
    format = "compact-nested-jwe"
    encryption_key {
      name      = local.stage
      algorithm = "RSA-OAEP-256"
      kid       = local.stage
      pem       = file("certificate.pem")
    }
  }
}
