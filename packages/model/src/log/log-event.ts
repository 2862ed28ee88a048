import type { QuotaWarning } from '../client/token-quota.js';
import type { ExpiryNotice } from '../credential/deadline.js';
import type { AgeNotice } from '../credential/secret-age.js';

/** What an entry of the log is about, in the codes that tools know. docs/decisions/0020 */
export const logEventTypes = [
  'seccft',
  'feccft',
  'sapi',
  'fapi',
  'api_limit',
  'limit_wc',
  'limit_mu',
  'token_quota_consumption_warning',
  'credential_expiry_warning',
  'secret_rotation_warning',
  's',
  'f',
  'slo',
] as const;
export type LogEventType = (typeof logEventTypes)[number];

/** Who did something, as far as it is known. */
export interface LogActor {
  clientId?: string | undefined;
  clientName?: string | undefined;
  /** The person, where one acts and not a program. */
  userId?: string | undefined;
  userName?: string | undefined;
  ip?: string | undefined;
  userAgent?: string | undefined;
  requestId?: string | undefined;
  /** The request that led to a change; a change that the server makes by itself has none. */
  request?: AnsweredRequest | undefined;
}

/** A request to the Management API, without query and body, and the status that it is answered by. */
export interface AnsweredRequest {
  method: string;
  path: string;
  statusCode: number | undefined;
}

/** A change of the registry: which object, what was done, and the names (never values) of what changed. */
export interface ChangeEvent {
  object:
    | 'client'
    | 'client_secret'
    | 'credential'
    | 'resource_server'
    | 'client_grant'
    | 'connection'
    | 'signing_key'
    | 'tenant_settings'
    | 'seed_file'
    | 'secrets_mode';
  action: 'create' | 'update' | 'delete' | 'apply';
  id: string;
  /** The client that a secret, credential or grant belongs to. */
  of?: string | undefined;
  properties?: string[] | undefined;
}

/** The names of the top-level properties in which two states of an object differ. */
export function changedProperties(before: object, after: object): string[] {
  const left = new Map(Object.entries(before));
  const right = new Map(Object.entries(after));
  const names = new Set([...left.keys(), ...right.keys()]);
  return [...names]
    .filter((name) => JSON.stringify(left.get(name)) !== JSON.stringify(right.get(name)))
    .sort();
}

/** A token request and what became of it; neither secret, assertion nor token. */
export interface TokenEvent {
  /** How the client authenticated, or tried to. RFC 7591 section 2, `token_endpoint_auth_method`. */
  method?: string | undefined;
  /** The credential that verified its assertion. */
  credentialId?: string | undefined;
  /** The secret of the client that was sent, also where it no longer authenticates. */
  secretId?: string | undefined;
  audience?: string | undefined;
  /** What was granted; in a refusal, what was asked for. */
  scope?: string | undefined;
  /** Why it was refused; the answer may say less. */
  reason?: string | undefined;
  cause?: string | undefined;
  statusCode: number;
}

/** A request to the Management API that was refused to an authenticated client, or limited. */
export interface RefusedRequest {
  method: string;
  /** The path as the route has it. */
  path: string;
  /** What the path names. */
  id?: string | undefined;
  /** The client that the path names. */
  of?: string | undefined;
  statusCode: number;
  errorCode?: string | undefined;
  message?: string | undefined;
  /** The property that broke a rule; never its value. */
  property?: string | undefined;
  /** The limit that was exceeded, in requests per second. */
  limit?: number | undefined;
}

/** Somebody who signed in to the console, was refused that, or signed out; no link, secret or token. docs/decisions/0124 */
export interface SessionEvent {
  /** Absent where a sign-in was refused. */
  id?: string | undefined;
  method: 'link' | 'client' | 'provider';
  /** Why a sign-in was refused. */
  reason?: string | undefined;
}

/** One entry of the log, before it has its place there. */
export interface LogEvent {
  type: LogEventType;
  /** Milliseconds since the epoch. */
  date: number;
  by: LogActor;
  /** Whom an unauthenticated request says that it is from; logged only where there is such a client. */
  claimedClientId?: string | undefined;
  change?: ChangeEvent | undefined;
  token?: TokenEvent | undefined;
  refused?: RefusedRequest | undefined;
  /** How much of its quota a client has used up. */
  quota?: QuotaWarning | undefined;
  /** What of a client expires, and how soon. */
  expiry?: ExpiryNotice | undefined;
  /** Which secret of a client grows too old. */
  age?: AgeNotice | undefined;
  session?: SessionEvent | undefined;
}

/** Where an entry of the log was written. */
export interface LogPlace {
  hostname: string;
  tenantName: string;
  environmentName: string;
}

/** What the server does by itself, it does here. */
const ownAddress = '127.0.0.1';

/** An entry of the log as a reader sees it. Shape as tools know it from Auth0. docs/decisions/0020 */
export function presentLogEvent(
  event: LogEvent & { id: string },
  { hostname, tenantName, environmentName }: LogPlace,
): Record<string, unknown> {
  const { by, token } = event;
  return {
    log_id: event.id,
    _id: event.id,
    date: new Date(event.date).toISOString(),
    type: event.type,
    description: describeEvent(event),
    ...defined({ client_id: by.clientId }),
    client_name: by.clientName ?? '',
    ...defined({ user_id: by.userId, user_name: by.userName }),
    ip: by.ip ?? ownAddress,
    ...defined({ user_agent: by.userAgent }),
    hostname,
    tenant_name: tenantName,
    environment_name: environmentName,
    ...(token && { audience: token.audience ?? '', ...defined({ scope: token.scope }) }),
    details: defined({ request_id: by.requestId, ...detailsOf(event) }),
  };
}

function detailsOf(event: LogEvent): Record<string, unknown> {
  const { by, change, token, refused, quota, expiry, age, session } = event;
  if (quota) return { ...quota };
  if (expiry) return { client_id: by.clientId, ...expiry };
  if (age) return { client_id: by.clientId, ...age };
  if (session) return { session_id: session.id, method: session.method, reason: session.reason };
  if (change)
    return {
      object: change.object,
      action: change.action,
      id: change.id,
      client_id: clientConcerned(change),
      properties: change.properties,
      request: defined({ method: by.request?.method, path: by.request?.path }),
      response: defined({ statusCode: by.request?.statusCode }),
    };
  if (token)
    return {
      authentication:
        token.method &&
        defined({ method: token.method, credential_id: token.credentialId, secret_id: token.secretId }),
      reason: token.reason,
      cause: token.cause,
      response: { statusCode: token.statusCode },
      // Programs that run while a token is made; there are none.
      actions: token.reason === undefined ? { executions: [] } : undefined,
    };
  if (!refused) return {};
  const { method, path, id, of, statusCode, errorCode, message, property, limit } = refused;
  if (limit !== undefined)
    return {
      limit: { bucket: 'management_api', size: limit, global: false },
      request: { method, path },
      response: `${statusCode} ${message}`,
    };
  return {
    id,
    client_id: of,
    request: { method, path },
    response: { statusCode, ...defined({ errorCode, message, property }) },
  };
}

/** The client that a change is about. */
export function clientConcerned({ object, id, of }: ChangeEvent): string | undefined {
  return object === 'client' ? id : of;
}

const limits: Partial<Record<LogEventType, string>> = {
  api_limit: 'Too many Management requests from one source',
  limit_wc: 'Too many failed authentications of one client from one source',
  limit_mu: 'Too many failed authentications from one source',
};

const sessionTexts: Partial<Record<LogEventType, string>> = {
  s: 'Signed in to the console',
  f: 'Refused to sign in to the console',
  slo: 'Signed out of the console',
};

function describeEvent({ type, change, token, refused, quota, expiry, age, session }: LogEvent): string {
  const limited = limits[type];
  if (limited !== undefined) return limited;
  if (change) {
    const verb = `${change.action.charAt(0).toUpperCase()}${change.action.slice(1)}`;
    return `${verb} a ${change.object.replaceAll('_', ' ')}`;
  }
  if (token)
    return token.reason === undefined
      ? 'Client credentials exchanged for an access token'
      : [token.reason.replaceAll('_', ' '), token.cause].filter((text) => text).join(': ');
  if (quota) return `${quota.percentage} % of the token quota ${quota.window} of the client is used up`;
  if (expiry) return describeExpiry(expiry);
  if (age) return describeAge(age);
  if (session) return sessionTexts[type] ?? '';
  return refused ? [refused.errorCode, refused.message].filter((text) => text).join(': ') : '';
}

function describeExpiry({ kind, id, days, expires_at }: ExpiryNotice): string {
  const left = days === 1 ? 'a day' : `${days} days`;
  return `The ${kind} ${id} of the client expires within ${left}, at ${expires_at}`;
}

function describeAge({ secret_id, staged_secret_id, too_old_at }: AgeNotice): string {
  const next = staged_secret_id === undefined ? 'no other one is staged' : `${staged_secret_id} is staged`;
  return `The secret ${secret_id} of the client is too old from ${too_old_at} on; ${next} to take its place`;
}

function defined(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
