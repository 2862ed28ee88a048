/** A case of node-oidc-provider's suite for client authentication, and what stands for it here. */
export interface PeerCase {
  group: string;
  /** In the words of that suite. */
  name: string;
  /** The name of the test here that covers it. */
  ours?: string;
  /** Why there is none, or what differs here. */
  note?: string;
}

type Row = [name: string, ours: string | undefined, note?: string];

function group(name: string, rows: Row[]): PeerCase[] {
  return rows.map(([title, ours, note]) => ({
    group: name,
    name: title,
    ...(ours !== undefined && { ours }),
    ...(note !== undefined && { note }),
  }));
}

const noHmac =
  'There is no client_secret_jwt: secrets are kept as digests, and an HMAC needs the secret itself.';
const noMtls = 'Mutual TLS is not offered; a client with such a method authenticates nobody.';
const fixed = 'The methods are those of discovery; none is switched on or off.';
const noExpiry = 'Secrets have no time of expiry; rotation ends one at once.';

const anySecret = '10: a right secret gets a token, by Basic and in the body';
const wrongSecret = '10: a wrong secret is refused with 401, by Basic with a challenge';
const basicHeader = '14: an Authorization header with … is refused with 400';
const twoMechanisms = '12: two mechanisms at once are refused, and nothing is consumed';
const noSecret = '17: a secret that is … is refused';
const anyAssertion = '24: an assertion for the issuer, as one string, is exchanged for a token';
const audience = '24: an assertion for … is refused';
const subject = '26: an assertion with … is refused';
const clientId = '26: client_id may repeat whom the assertion is from; another one is refused with 400';
const expiry = '27: an assertion whose exp is … is refused';
const times = '28: an assertion with … is refused';
const jti = '29: an assertion whose jti is … is refused';
const assertionType = '39: … is refused with 400';

/** test/client_auth/client_auth.test.js of node-oidc-provider, case by case. */
export const peerCases: readonly PeerCase[] = [
  ...group('discovery', [
    ['pushes no algs when neither _jwt method is enabled', undefined, fixed],
    ['removes client_secret_jwt when no HMAC based algs are enabled', undefined, fixed],
    ['removes private_key_jwt when no public key crypto based algs are enabled', undefined, fixed],
    ['pushes only symmetric algs when client_secret_jwt is enabled', undefined, noHmac],
    ['pushes only asymmetric algs when private_key_jwt is enabled', undefined, fixed],
    ['pushes all algs when both _jwt methods are enabled', undefined, noHmac],
  ]),
  ...group('none', [
    [
      'accepts the auth',
      '16: a public client is refused, with a secret and without',
      'Refused: there is only the client credentials grant, which RFC 6749 section 4.4 keeps from public clients.',
    ],
    [
      'rejects the auth when no client is found',
      '11: an unknown client is refused exactly like a wrong secret, with as much work',
    ],
    [
      'checks the mechanism of the client',
      '15: only the profile auth0 serves a client that uses the other secret method',
    ],
  ]),
  ...group('client_secret_basic', [
    ['accepts the auth', anySecret],
    ['accepts the auth (RFC 6749 appendix B)', '14: Basic decodes the secret …, split at the first colon'],
    ['accepts the auth even with id in the body', '13: Basic and the body may name one client, not two'],
    ['rejects the auth when the ids differ', '13: Basic and the body may name one client, not two'],
    ['validates the Basic scheme format (parts)', basicHeader],
    ['validates the Basic scheme format (Basic)', basicHeader],
    ['validates the Basic scheme format (no :)', basicHeader],
    ['validates the Basic auth is RFC6749 compliant', basicHeader],
    ['rejects invalid secrets', wrongSecret],
    ['rejects double auth', twoMechanisms],
    ['rejects double auth (no client_id)', twoMechanisms],
    ['requires the client_secret to be sent', noSecret, 'Refused with 401, not with 400.'],
    ['rejects expired secrets', undefined, noExpiry],
  ]),
  ...group('client_secret_post', [
    ['accepts the auth', anySecret],
    [
      'rejects the auth if this is actually a none-client',
      '16: a public client is refused, with a secret and without',
    ],
    ['rejects invalid secrets', wrongSecret],
    ['requires the client_secret to be sent', noSecret],
    ['rejects expired secrets', undefined, noExpiry],
  ]),
  ...group('client_secret_jwt', [
    ['accepts the auth', '34: alg … is refused', noHmac],
    ['rejects the auth if this is actually a none-client', undefined, noHmac],
    ['rejects assertions when the secret is expired', undefined, noHmac],
    ['rejects signatures with another algorithm than registered', undefined, noHmac],
  ]),
  ...group('private_key_jwt', [
    ['accepts the auth', anyAssertion],
    [
      'accepts client assertions issued within acceptable system clock skew',
      '28: an assertion with … is accepted',
      'The tolerance is 10 s, not a setting.',
    ],
    [
      'accepts assertions that have just expired, within clockTolerance',
      '27: an assertion whose exp is … is accepted',
    ],
    ['rejects assertions that expired beyond clockTolerance', expiry],
    ['rejects malformed assertions', '39: what is no JWS (…) is refused like any assertion'],
    [
      'rejects invalid signatures',
      '34: an empty signature, another one, and one over other claims are refused',
    ],
    ['exp must be set', expiry],
    ['aud must be set', audience],
    ['aud must be the issuer', audience],
    [
      'accepts the token endpoint as aud',
      '24: audiences that the operator names are accepted besides the issuer, also as one string only',
      'Only where a setting says so (RFC 10070).',
    ],
    [
      'accepts aud as an array',
      '24: a list of the issuer alone is accepted under auth0, as SDKs of the dialect send it, and refused under rfc',
      'A list of the issuer alone, and under the profile auth0 only: RFC 10070 asks for one string.',
    ],
    ['jti must be set', jti],
    ['iss must be set', subject],
    ['iss must be the client id', subject],
    ['sub must be set', subject],
    ['nbf must have passed', times],
    ['iat must not be in the future', times],
    ['checks for mismatch in client_assertion client_id and body client_id', clientId],
    ['requires client_assertion_type', assertionType],
    ['requires client_assertion_type of specific value', assertionType],
    ['requires client_assertion', assertionType],
    ['rejects assertions that are used again (JTI uniqueness)', '30: an assertion works once'],
    ['accepts one jti of two clients', '31: one jti of two clients works for both'],
    [
      'rejects another algorithm than token_endpoint_auth_signing_alg',
      '34: a credential pins its algorithm …',
    ],
    [
      'rejects the auth of a client with another method',
      '15: a client for which no method is registered may use either, and never an assertion',
    ],
  ]),
  ...group('tls_client_auth', [
    ['accepts the auth', undefined, noMtls],
    ['fails when the certificate is not provided, not verified, or of another subject', undefined, noMtls],
  ]),
  ...group('self_signed_tls_client_auth', [
    ['accepts the auth', undefined, noMtls],
    ['fails when the certificate is not provided or not registered', undefined, noMtls],
  ]),
];
