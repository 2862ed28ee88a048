# Terraform and OpenTofu
cat > main.tf <<'END'
terraform {
  required_providers {
    auth0 = {
      source  = "auth0/auth0"
      version = "1.57.0"
    }
  }
}

resource "auth0_client" "worker" {
  name        = "Terraform's worker"
  app_type    = "non_interactive"
  grant_types = ["client_credentials"]
}

data "auth0_clients" "all" {
  depends_on = [auth0_client.worker]
}

output "names" {
  value = [for client in data.auth0_clients.all.clients : client.name]
}
END
tofu init
# The provider reads AUTH0_DOMAIN, AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET.
SSL_CERT_FILE=$CA tofu apply -auto-approve
