resource "auth0_client" "mutual_tls" {
  name     = "${var.name} mutual TLS"
  app_type = "non_interactive"

  jwt_configuration {
    alg = "RS256"
  }
}

resource "auth0_client_credentials" "mutual_tls" {
  client_id             = auth0_client.mutual_tls.id
  authentication_method = "self_signed_tls_client_auth"

  self_signed_tls_client_auth {
    credentials {
      name            = "certificate"
      credential_type = "x509_cert"
      pem             = file("certificate.pem")
    }
  }
}

resource "auth0_client" "subject" {
  name     = "${var.name} subject"
  app_type = "non_interactive"

  jwt_configuration {
    alg = "RS256"
  }
}

resource "auth0_client_credentials" "subject" {
  client_id             = auth0_client.subject.id
  authentication_method = "tls_client_auth"

  tls_client_auth {
    credentials {
      name            = local.stage
      credential_type = "cert_subject_dn"
      subject_dn      = "C=es\nST=Madrid\nL=Madrid\nO=Okta\nOU=DX-CDT\nCN=${local.stage}"
    }
  }
}

resource "auth0_client" "request_object" {
  name     = "${var.name} request object"
  app_type = "regular_web"

  jwt_configuration {
    alg = "RS256"
  }
}

resource "auth0_client_credentials" "request_object" {
  client_id             = auth0_client.request_object.id
  authentication_method = "client_secret_post"

  signed_request_object {
    required = !var.changed
    credentials {
      name            = local.stage
      credential_type = "public_key"
      algorithm       = var.changed ? "RS256" : "PS256"
      pem             = file("certificate.pem")
    }
  }
}

resource "auth0_client_grant" "all_scopes" {
  client_id        = auth0_client.mutual_tls.id
  audience         = auth0_resource_server.shared_secret.identifier
  allow_all_scopes = true
}

resource "auth0_client_grant" "user" {
  client_id    = auth0_client.subject.id
  audience     = auth0_resource_server.shared_secret.identifier
  scopes       = []
  subject_type = "user"
}
