import type { GrantFacts, ProgramFacts } from './program-facts.js';

/** The client and its grant for Auth0's provider, which takes both over as they are. */
export function terraform({ clientId, name, issuer, audience, grant }: ProgramFacts): string {
  return `terraform {
  required_version = ">= 1.5" # OpenTofu: 1.6
  required_providers {
    auth0 = {
      source  = "auth0/auth0"
      version = ">= 1.57"
    }
  }
}

provider "auth0" {
  domain = ${hcl(new URL(issuer).host)} # client_id and client_secret from AUTH0_CLIENT_ID, AUTH0_CLIENT_SECRET
}

import {
  to = auth0_client.this
  id = ${hcl(clientId)}
}

resource "auth0_client" "this" {
  name = ${hcl(name)}

  lifecycle {
    # All properties stay as the registry has them. What Terraform is to manage has to be named above
    # in full before this line is taken out: the provider resets most of what is not named.
    ignore_changes = all
  }
}

${grantOf(audience, grant)}`;
}

function grantOf(audience: string, grant: ProgramFacts['grant']): string {
  if (grant === null)
    return '# Which grants the client has is shown to those who have the scope read:client_grants.';
  const resource = `resource "auth0_client_grant" "this" {
  client_id = auth0_client.this.id
  audience  = ${hcl(audience)}
  ${scopesOf(grant)}`;
  if (!grant) return `${resource}\n}`;
  return `import {
  to = auth0_client_grant.this
  id = ${hcl(grant.id)}
}

${resource}

  lifecycle {
    # These stay as the registry has them.
    ignore_changes = [allow_any_organization, authorization_details_types, organization_usage]
  }
}`;
}

function scopesOf(grant: GrantFacts | undefined): string {
  if (!grant) return 'scopes    = [] # There is no grant yet: name what the client may ask for.';
  if (grant.allow_all_scopes) return 'allow_all_scopes = true';
  const { scope = [] } = grant;
  if (scope.length === 0) return 'scopes    = []';
  return `scopes = [\n${scope.map((one) => `    ${hcl(one)},`).join('\n')}\n  ]`;
}

/** A text of HCL, in which what looks like a template is none. */
const hcl = (value: string) => JSON.stringify(value).replace(/[$%](?=\{)/g, (sign) => sign + sign);
