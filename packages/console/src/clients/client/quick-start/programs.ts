/** What the examples are written for. */
export interface ProgramFacts {
  clientId: string;
  name: string;
  issuer: string;
  tokenEndpoint: string;
  /** The identifier of an API. */
  audience: string;
  /** How the client authenticates. */
  proof: 'post' | 'basic' | 'key';
  /** What its key signs with. */
  alg: string;
}

/** An example in one language. */
export interface Program {
  language: string;
  code: string;
}

const text = (value: string) => JSON.stringify(value);
const word = (value: string) => `'${value.replaceAll("'", String.raw`'\''`)}'`;

/** A token for this client, asked for from elsewhere. No secret stands in an example: it comes from the environment. */
export function programsOf(facts: ProgramFacts): Program[] {
  return [
    { language: 'curl', code: curl(facts) },
    { language: 'Node', code: node(facts) },
    { language: 'Python', code: python(facts) },
    { language: 'Go', code: go(facts) },
    { language: 'Terraform', code: terraform(facts) },
  ];
}

function curl({ clientId, tokenEndpoint, audience, proof }: ProgramFacts): string {
  const id = `--data-urlencode client_id=${word(clientId)}`;
  const by = {
    post: [id, '--data-urlencode "client_secret=$CLIENT_SECRET"'],
    basic: [`-u ${word(`${encodeURIComponent(clientId)}:`).slice(0, -1)}'"$CLIENT_SECRET"`],
    key: [
      id,
      '-d client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      '--data-urlencode "client_assertion=$ASSERTION"',
    ],
  }[proof];
  return [
    `curl -sS ${word(tokenEndpoint)}`,
    '-d grant_type=client_credentials',
    ...by,
    `--data-urlencode audience=${word(audience)}`,
  ].join(' \\\n  ');
}

function node({ clientId, issuer, tokenEndpoint, audience, proof, alg }: ProgramFacts): string {
  if (proof === 'key')
    return `// npm install jose
import { readFile } from 'node:fs/promises';
import { importPKCS8, SignJWT } from 'jose';

const key = await importPKCS8(await readFile('private-key.pem', 'utf8'), ${text(alg)});
const assertion = await new SignJWT({})
  .setProtectedHeader({ alg: ${text(alg)} })
  .setIssuer(${text(clientId)})
  .setSubject(${text(clientId)})
  .setAudience(${text(issuer)})
  .setIssuedAt()
  .setExpirationTime('1m')
  .setJti(crypto.randomUUID())
  .sign(key);
const answer = await fetch(${text(tokenEndpoint)}, {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: ${text(clientId)},
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    audience: ${text(audience)},
  }),
});
const { access_token } = await answer.json();`;
  const basic = proof === 'basic';
  return `const secret = process.env.CLIENT_SECRET;
const answer = await fetch(${text(tokenEndpoint)}, {
  method: 'POST',${
    basic
      ? `
  headers: {
    authorization: \`Basic \${btoa(\`${encodeURIComponent(clientId)}:\${encodeURIComponent(secret)}\`)}\`,
  },`
      : ''
  }
  body: new URLSearchParams({
    grant_type: 'client_credentials',${
      basic
        ? ''
        : `
    client_id: ${text(clientId)},
    client_secret: secret,`
    }
    audience: ${text(audience)},
  }),
});
const { access_token } = await answer.json();`;
}

function python({ clientId, issuer, tokenEndpoint, audience, proof, alg }: ProgramFacts): string {
  const key = proof === 'key';
  const method = { post: 'client_secret_post', basic: 'client_secret_basic', key: 'private_key_jwt' }[proof];
  return [
    '# pip install authlib requests',
    'import os',
    ...(key ? ['import time'] : []),
    '',
    'from authlib.integrations.requests_client import OAuth2Session',
    ...(key ? ['from authlib.oauth2.rfc7523 import PrivateKeyJWT'] : []),
    '',
    ...(key
      ? [
          'with open("private-key.pem") as file:',
          `    session = OAuth2Session(${text(clientId)}, file.read(), token_endpoint_auth_method="${method}")`,
          'claims = {"exp": int(time.time()) + 60}',
          `session.register_client_auth_method(PrivateKeyJWT(${text(issuer)}, claims, alg=${text(alg)}))`,
        ]
      : [
          'session = OAuth2Session(',
          `    ${text(clientId)},`,
          '    os.environ["CLIENT_SECRET"],',
          `    token_endpoint_auth_method="${method}",`,
          ')',
        ]),
    'token = session.fetch_token(',
    `    ${text(tokenEndpoint)},`,
    '    grant_type="client_credentials",',
    `    audience=${text(audience)},`,
    ')',
    'print(token["access_token"])',
  ].join('\n');
}

function go({ clientId, tokenEndpoint, audience, proof }: ProgramFacts): string {
  const secret =
    proof === 'key'
      ? `		EndpointParams: url.Values{
			"audience":              {${text(audience)}},
			"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
			// Signed anew for each token; an assertion is good once.
			"client_assertion": {os.Getenv("ASSERTION")},
		},`
      : `		ClientSecret:   os.Getenv("CLIENT_SECRET"),
		EndpointParams: url.Values{"audience": {${text(audience)}}},`;
  return `package main

import (
	"context"
	"fmt"
	"log"
	"net/url"
	"os"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

func main() {
	config := clientcredentials.Config{
		ClientID:       ${text(clientId)},
		TokenURL:       ${text(tokenEndpoint)},
		AuthStyle:      oauth2.${proof === 'basic' ? 'AuthStyleInHeader' : 'AuthStyleInParams'},
${secret}
	}
	token, err := config.Token(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(token.AccessToken)
}`;
}

function terraform({ clientId, name, issuer, audience }: ProgramFacts): string {
  return `# terraform import auth0_client.this ${word(clientId)}
terraform {
  required_providers {
    auth0 = { source = "auth0/auth0" }
  }
}

provider "auth0" {
  domain = ${text(new URL(issuer).host)} # client_id and client_secret from AUTH0_CLIENT_ID, AUTH0_CLIENT_SECRET
}

resource "auth0_client" "this" {
  name = ${hcl(name)}
}

resource "auth0_client_grant" "this" {
  client_id = auth0_client.this.id
  audience  = ${hcl(audience)}
  scopes    = []
}`;
}

/** A text of HCL, in which what looks like a template is none. */
const hcl = (value: string) => JSON.stringify(value).replaceAll('${', '$${').replaceAll('%{', '%%{');
