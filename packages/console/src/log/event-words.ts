import type { LogEntry } from './log-entry.js';

/** How an event ended; said by a sign and a word, not by a colour alone. */
export type Ending = 'done' | 'refused' | 'changed' | 'warning';

/** What the types of events are called. */
export const typeWords: Readonly<Record<string, string>> = {
  seccft: 'Token issued',
  feccft: 'Token refused',
  sapi: 'Change',
  fapi: 'Change refused',
  s: 'Signed in',
  f: 'Sign-in refused',
  slo: 'Signed out',
  limit_wc: 'Too many failures of a client',
  limit_mu: 'Too many failures of an address',
  api_limit: 'Too many Management requests',
  token_quota_consumption_warning: 'Token quota nearly used up',
  credential_expiry_warning: 'Credential expires',
  secret_rotation_warning: 'Secret grows too old',
};

/** Why a token request was refused, and what helps. */
export interface Reason {
  /** A few words, as a chart has room for. */
  name: string;
  why: string;
  help: string;
}

const reasons: Readonly<Record<string, Reason>> = {
  malformed_request: {
    name: 'Malformed request',
    why: 'The request is not one that the token endpoint understands.',
    help: 'Send a form with grant_type, audience and the credentials; the cause says what is wrong.',
  },
  unsupported_media_type: {
    name: 'Wrong content type',
    why: 'The body is not in a form that the token endpoint reads.',
    help: 'Send it as application/x-www-form-urlencoded, in UTF-8.',
  },
  request_too_large: {
    name: 'Request too large',
    why: 'The body is larger than the token endpoint reads.',
    help: 'Look at what the client sends; a token request is small.',
  },
  multiple_authentication_methods: {
    name: 'Two ways of authentication',
    why: 'The request authenticates in more than one way, for example by a header and by a secret in the body.',
    help: 'Leave one of them out.',
  },
  client_not_authenticated: {
    name: 'Client not authenticated',
    why: 'The client did not prove who it is.',
    help: 'See the cause; the answer that the caller got conceals it.',
  },
  assertion_not_accepted: {
    name: 'Assertion not accepted',
    why: 'The signed assertion of the client broke a rule.',
    help: 'See the cause; an assertion can be checked under the client, Quick start.',
  },
  unsupported_grant_type: {
    name: 'Unsupported grant type',
    why: 'The grant type is none that this server has.',
    help: 'Ask with grant_type=client_credentials.',
  },
  grant_type_not_allowed: {
    name: 'Grant type not allowed',
    why: 'The client may not use this grant type.',
    help: 'Add client_credentials to the grant types of the client, under Settings.',
  },
  missing_audience: {
    name: 'No audience',
    why: 'The request names no API.',
    help: 'Send audience with the identifier of the API.',
  },
  unknown_audience: {
    name: 'Unknown audience',
    why: 'No API has the identifier that the request names.',
    help: 'Compare it with the identifiers under APIs, letter by letter, the last slash included.',
  },
  no_client_grant: {
    name: 'No grant for the API',
    why: 'The client has no grant for this API.',
    help: 'Add a grant under the client, APIs.',
  },
  scope_not_granted: {
    name: 'Scope not granted',
    why: 'The request asks for scopes that the grant of the client does not have.',
    help: 'Ask for fewer, or add them to the grant under the client, APIs.',
  },
  restricted: {
    name: 'Restricted',
    why: 'A setting of the client, the grant or the API demands what this server does not do.',
    help: 'The cause names the setting.',
  },
  too_many_failures: {
    name: 'Too many failures',
    why: 'There were too many failed authentications before.',
    help: 'Correct what fails and wait a minute; nothing else has to be done.',
  },
  quota_exceeded: {
    name: 'Quota used up',
    why: 'The client got as many tokens as its quota allows.',
    help: 'Let the client keep its token until it expires, or raise its token quota.',
  },
  clock_off: {
    name: 'Clock of the server wrong',
    why: 'The clock of the server is wrong, so that it issues no tokens.',
    help: 'Set the clock of the server.',
  },
  unavailable: {
    name: 'Server not available',
    why: 'The database did not answer.',
    help: 'Look at the database and at the log lines of the server.',
  },
  server_error: {
    name: 'Server error',
    why: 'The server failed.',
    help: 'The log lines of the server say more, under the request id.',
  },
  aborted: {
    name: 'Caller left',
    why: 'The caller closed the connection before it had an answer.',
    help: 'Look at the timeouts of the client and at proxies in between.',
  },
};

/** Why a token request was refused; the code itself where it is none that is known here. */
export function refusalReason(code: string): Reason {
  return reasons[code] ?? { name: code.replaceAll('_', ' '), why: 'The request was refused.', help: '' };
}

/** What an outcome is called where use is counted. */
export const outcomeName = (outcome: string) =>
  outcome === 'issued' ? 'Issued' : refusalReason(outcome).name;

const causes: readonly (readonly [cause: RegExp, help: string])[] = [
  [
    /^there is no such client$|^unknown client$/,
    'Compare the client ID that the caller sends with those under Clients; is it the right server? The log does not keep it: it may be a secret in the wrong place.',
  ],
  [
    /^the client does not authenticate by a secret$/,
    'The client authenticates by keys; let it sign an assertion, or change its method under Credentials.',
  ],
  [/^no secret was sent$/, 'The secret is empty: often a variable of the environment that is not set.'],
  [
    /^the client is not registered for /,
    'The secret is right, but sent in another way than the client is registered for; change one of the two.',
  ],
  [
    /^the secret is wrong$/,
    'Compare the first characters with the hint under Credentials, or rotate the secret and hand out the new one.',
  ],
  [/^the secret is staged/, 'Promote it under Credentials when all who need it have it.'],
  [/^the secret is disabled$/, 'Enable it again under Credentials, or hand out the primary one.'],
  [
    /^the secret was retired/,
    'Somebody still uses the old secret after a rotation; hand out the primary one.',
  ],
  [/^the client is disabled$/, 'Enable the client, under Danger.'],
  [/^header$/, 'The header of the assertion must have a permitted alg, and neither crit nor b64.'],
  [
    /^no usable credential signed it$/,
    'No enabled key of the client that has not expired fits the signature: compare kid and algorithm under Credentials.',
  ],
  [/^aud is not the issuer$/, 'Set aud to the issuer of this server, with its last slash.'],
  [
    /^exp is missing or past$/,
    'The assertion has expired: make one for each request, and look at the clock of the client.',
  ],
  [/^exp is too far ahead$/, 'Let the assertion expire within a few minutes.'],
  [/^iat or nbf is ahead$/, 'The assertion begins in the future: the clock of the client is ahead.'],
  [
    /^iat is too old$/,
    'The assertion was made too long ago: make one for each request, and look at the clock of the client.',
  ],
  [/^iss and sub$/, 'Both iss and sub have to be the client ID.'],
  [/^jti$/, 'Give each assertion a jti of its own.'],
  [
    /^it was used before/,
    'Each assertion is good for one request: make one, with a jti of its own, for each.',
  ],
];

/** What helps against the cause of a refusal, where that is known. */
export const causeHelp = (cause: string | undefined) =>
  cause === undefined ? undefined : causes.find(([pattern]) => pattern.test(cause))?.[1];

const objectWords: Readonly<Record<string, string>> = {
  client: 'client',
  client_secret: 'client secret',
  credential: 'credential',
  resource_server: 'API',
  client_grant: 'grant',
  connection: 'connection',
  signing_key: 'signing key',
  tenant_settings: 'settings of the tenant',
  seed_file: 'seed file',
  secrets_mode: 'mode of client secrets',
};

const actionWords: Readonly<Record<string, string>> = {
  create: 'Created',
  update: 'Changed',
  delete: 'Deleted',
  apply: 'Applied',
};

/** How an event ended. */
export function endingOf({ type }: LogEntry): Ending {
  if (['seccft', 's', 'slo'].includes(type)) return 'done';
  if (type === 'sapi') return 'changed';
  return type.endsWith('_warning') ? 'warning' : 'refused';
}

/** What happened, on one line. */
export function headlineOf(event: LogEntry, names: ReadonlyMap<string, string> = new Map()): string {
  const { type, audience, details, description } = event;
  const forApi = audience ? ` for ${audience}` : '';
  if (type === 'seccft') return `Token issued${forApi}`;
  if (type === 'feccft') return `Token refused${forApi}: ${refusalWords(event)}`;
  if (type === 'sapi') return changeWords(event, names);
  if (type === 'fapi') {
    const { method = '', path = '' } = details.request ?? {};
    const answer = typeof details.response === 'object' ? details.response : {};
    const why = answer.errorCode ?? answer.statusCode;
    return `Refused ${method} ${path.replace('/api/v2', '')}${why === undefined ? '' : `: ${why}`}`;
  }
  if (type === 'credential_expiry_warning') return expiryWords(event);
  if (type === 'secret_rotation_warning') return 'The secret of the client grows too old';
  return description === '' ? (typeWords[type] ?? type) : description;
}

/** Reasons that say less than their cause. */
const toldByCause = new Set([
  'client_not_authenticated',
  'assertion_not_accepted',
  'malformed_request',
  'restricted',
]);

function refusalWords({ details: { reason = '', cause }, description }: LogEntry): string {
  if (cause !== undefined && toldByCause.has(reason)) return cause;
  const name = reason === '' ? description : refusalReason(reason).name.toLowerCase();
  return reason === 'scope_not_granted' && cause !== undefined ? `${name}: ${cause}` : name;
}

function expiryWords({ details: { kind, days } }: LogEntry): string {
  const what = kind === 'secret' ? 'A secret' : 'A key or certificate';
  return `${what} of the client expires within ${days === 1 ? 'a day' : `${days} days`}`;
}

function changeWords({ details, description }: LogEntry, names: ReadonlyMap<string, string>): string {
  const { object, action, properties = [] } = details;
  if (object === undefined || action === undefined) return description;
  const what = `${actionWords[action] ?? action} ${articleOf(object)}${objectWords[object] ?? object.replaceAll('_', ' ')}`;
  const clientId = object === 'client' ? details.id : details.client_id;
  const whose =
    clientId === undefined ? '' : `${object === 'client' ? '' : ' of'} ${names.get(clientId) ?? clientId}`;
  if (action !== 'update' || properties.length === 0) return `${what}${whose}`;
  const shown = properties.slice(0, 4).join(', ');
  return `${what}${whose}: ${shown}${properties.length > 4 ? ` and ${properties.length - 4} more` : ''}`;
}

function articleOf(object: string): string {
  if (object === 'tenant_settings') return '';
  if (object === 'secrets_mode' || object === 'seed_file') return 'the ';
  return object === 'resource_server' ? 'an ' : 'a ';
}

/** Who did it, or tried to: a person, a client, or the server by itself. */
export function actorOf(event: LogEntry): { name: string; clientId?: string; isPerson: boolean } {
  const { user_id, user_name, client_id, client_name } = event;
  if (user_id !== undefined || user_name) return { name: user_name || user_id || '', isPerson: true };
  if (client_id !== undefined)
    return { name: client_name || client_id, clientId: client_id, isPerson: false };
  const byServer = event.type.endsWith('_warning') || event.type === 'sapi';
  return { name: byServer ? 'The server' : 'Unknown caller', isPerson: false };
}
