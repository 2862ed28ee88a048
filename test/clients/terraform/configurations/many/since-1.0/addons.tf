resource "auth0_client" "saml" {
  name     = "${var.name} saml"
  app_type = "regular_web"

  addons {
    samlp {
      audience                           = "https://${local.stage}.example.com/saml"
      authn_context_class_ref            = "urn:example:${local.stage}"
      binding                            = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
      create_upn_claim                   = var.changed
      destination                        = "https://${local.stage}.example.com/destination"
      digest_algorithm                   = var.changed ? "sha256" : "sha1"
      include_attribute_name_format      = var.changed
      issuer                             = "https://${local.stage}.example.com"
      lifetime_in_seconds                = var.changed ? 600 : 300
      map_identities                     = var.changed
      map_unknown_claims_as_is           = var.changed
      mappings                           = { email = "https://${local.stage}.example.com/email" }
      name_identifier_format             = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
      name_identifier_probes             = ["https://${local.stage}.example.com/email"]
      passthrough_claims_with_no_mapping = var.changed
      recipient                          = "https://${local.stage}.example.com/recipient"
      sign_response                      = var.changed
      signature_algorithm                = var.changed ? "rsa-sha256" : "rsa-sha1"
      signing_cert                       = "-----BEGIN PUBLIC KEY-----\n${local.stage}\n-----END PUBLIC KEY-----\n"
      typed_attributes                   = var.changed

      logout {
        callback    = "https://${local.stage}.example.com/logout"
        slo_enabled = var.changed
      }
    }
  }
}

resource "auth0_client" "addons" {
  name     = "${var.name} addons"
  app_type = "regular_web"

  addons {
    aws {
      principal           = "arn:aws:iam::010616021751:saml-provider/${local.stage}"
      role                = "arn:aws:iam::010616021751:role/${local.stage}"
      lifetime_in_seconds = var.changed ? 1800 : 3200
    }
    azure_blob {
      account_name       = local.stage
      storage_access_key = "${local.key}=="
      container_name     = local.stage
      blob_name          = local.stage
      expiration         = var.changed ? 5 : 10
      signed_identifier  = local.stage
      blob_read          = var.changed
      blob_write         = var.changed
      blob_delete        = var.changed
      container_read     = var.changed
      container_write    = var.changed
      container_delete   = var.changed
      container_list     = var.changed
    }
    azure_sb {
      namespace    = local.stage
      sas_key_name = local.stage
      sas_key      = local.stage
      entity_path  = local.stage
      expiration   = var.changed ? 5 : 10
    }
    echosign {
      domain = local.stage
    }
    egnyte {
      domain = local.stage
    }
    firebase {
      secret              = local.stage
      private_key_id      = local.stage
      private_key         = local.stage
      client_email        = "${local.stage}@example.com"
      lifetime_in_seconds = var.changed ? 1800 : 3200
    }
    layer {
      provider_id = local.stage
      key_id      = local.stage
      private_key = local.stage
      principal   = local.stage
      expiration  = var.changed ? 5 : 10
    }
    mscrm {
      url = "https://${local.stage}.example.com"
    }
    newrelic {
      account = local.stage
    }
    office365 {
      domain     = local.stage
      connection = local.stage
    }
    rms {
      url = "https://${local.stage}.example.com"
    }
    salesforce {
      entity_id = "https://${local.stage}.example.com"
    }
    salesforce_api {
      client_id             = local.stage
      principal             = local.stage
      community_name        = local.stage
      community_url_section = local.stage
    }
    salesforce_sandbox_api {
      client_id             = local.stage
      principal             = local.stage
      community_name        = local.stage
      community_url_section = local.stage
    }
    sap_api {
      client_id              = local.stage
      username_attribute     = local.stage
      token_endpoint_url     = "https://${local.stage}.example.com"
      scope                  = local.stage
      service_password       = local.stage
      name_identifier_format = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
    }
    sentry {
      org_slug = local.stage
      base_url = "https://${local.stage}.example.com"
    }
    sharepoint {
      url          = "https://${local.stage}.example.com"
      external_url = ["https://external.${local.stage}.example.com"]
    }
    slack {
      team = local.stage
    }
    springcm {
      acs_url = "https://${local.stage}.example.com"
    }
    sso_integration {
      name    = local.stage
      version = var.changed ? "2" : "1"
    }
    wams {
      master_key = local.stage
    }
    zendesk {
      account_name = local.stage
    }
    zoom {
      account = local.stage
    }
    box {}
    cloudbees {}
    concur {}
    dropbox {}
    wsfed {}
  }
}
