import type { ProgramFacts } from './program-facts.js';
import { terraform } from './terraform.js';

/** An example in one language. */
export interface Program {
  language: string;
  code: string;
  /** What the shell that runs it has to set before; empty for nothing. */
  first: string;
  /** What else is to be known. */
  note?: string | undefined;
}

const text = (value: string) => JSON.stringify(value);
const word = (value: string) => `'${value.replaceAll("'", String.raw`'\''`)}'`;

/** A token for this client, asked for from elsewhere. No secret stands in an example: it comes from the environment. */
export function programsOf(facts: ProgramFacts): Program[] {
  const { proof, caFile, tokenEndpoint } = facts;
  const proofs = proof === 'key' ? [] : [secret];
  const assertions = proof === 'key' ? ["export ASSERTION='…'"] : [secret];
  const ca = caFile !== undefined && tokenEndpoint.startsWith('https:') ? caFile : undefined;
  const trust = (variable: string, file = ca) =>
    file === undefined ? [] : [`export ${variable}=${word(file)}`];
  const lines = (...some: string[][]) => some.flat().join('\n');
  return [
    {
      language: 'curl',
      code: curl({ ...facts, caFile: ca }),
      first: lines(assertions),
      note: proof === 'key' ? `curl cannot sign. ${assertionNote}` : undefined,
    },
    { language: 'Node', code: node(facts), first: lines(proofs, trust('NODE_EXTRA_CA_CERTS')) },
    { language: 'Python', code: python(facts), first: lines(proofs, trust('REQUESTS_CA_BUNDLE')) },
    {
      language: 'Go',
      code: go(facts),
      first: lines(assertions, trust('SSL_CERT_FILE')),
      note: notes(
        proof === 'key' && assertionNote,
        ca !== undefined && `Build it before SSL_CERT_FILE is set: go get trusts nothing else then. ${macOS}`,
      ),
    },
    {
      language: 'Terraform',
      code: terraform(facts),
      first: lines(["export AUTH0_CLIENT_ID='…' AUTH0_CLIENT_SECRET='…'"], trust('SSL_CERT_FILE', caFile)),
      note: notes(
        'The id and secret are those of a client that may change clients and grants.',
        caFile !== undefined &&
          `Run terraform init before SSL_CERT_FILE is set: it trusts nothing else then. ${macOS}`,
      ),
    },
  ];
}

const secret = "export CLIENT_SECRET='…'";
const assertionNote =
  'ASSERTION is a signed assertion, as the Node example makes: let it print assertion. Each is good for one request, within a minute.';
const macOS = 'macOS does not look at it: add the certificate to the keychain there.';

const notes = (...some: (string | false)[]) => some.filter(Boolean).join(' ') || undefined;

function curl({ clientId, tokenEndpoint, audience, proof, caFile }: ProgramFacts): string {
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
    ...(caFile === undefined ? [] : [`--cacert ${word(caFile)}`]),
    '-d grant_type=client_credentials',
    ...by,
    `--data-urlencode audience=${word(audience)}`,
  ].join(' \\\n  ');
}

const shown = `if (!answer.ok) throw new Error(await answer.text());
const { access_token } = await answer.json();
console.log(access_token);`;

function node({ clientId, issuer, tokenEndpoint, audience, proof, alg, keyFile }: ProgramFacts): string {
  if (proof === 'key')
    return `// token.mjs, after npm install jose
import { readFile } from 'node:fs/promises';
import { importPKCS8, SignJWT } from 'jose';

// The file that was saved when the key was made.
const key = await importPKCS8(await readFile(${text(keyFile)}, 'utf8'), ${text(alg)});
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
${shown}`;
  const basic = proof === 'basic';
  return `// token.mjs
const secret = process.env.CLIENT_SECRET;
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
${shown}`;
}

function python({ clientId, issuer, tokenEndpoint, audience, proof, alg, keyFile }: ProgramFacts): string {
  const key = proof === 'key';
  const kind = alg.startsWith('ES') ? 'ECKey' : alg === 'EdDSA' ? 'OKPKey' : 'RSAKey';
  const method = { post: 'client_secret_post', basic: 'client_secret_basic', key: 'private_key_jwt' }[proof];
  return [
    '# pip install authlib requests',
    'import os',
    ...(key ? ['import time'] : []),
    '',
    'from authlib.integrations.requests_client import OAuth2Session',
    ...(key ? ['from authlib.oauth2.rfc7523 import PrivateKeyJWT', `from joserfc.jwk import ${kind}`] : []),
    '',
    ...(key
      ? [
          '# The file that was saved when the key was made.',
          `with open(${text(keyFile)}) as file:`,
          `    key = ${kind}.import_key(file.read())`,
          `session = OAuth2Session(${text(clientId)}, key, token_endpoint_auth_method="${method}")`,
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
