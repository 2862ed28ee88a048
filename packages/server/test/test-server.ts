import { generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  generateSecret,
  managementScopes,
  newClient,
  newClientGrant,
  newClientGrantId,
  newClientId,
} from '@clientele/model';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { type ConsoleSettings, createApp, type Limits } from '../src/app.js';
import { signInLinks } from '../src/console/sign-in-links.js';
import type { Guide } from '../src/description/surroundings.js';
import type { MetricsAccess } from '../src/http/metrics-endpoint.js';
import type { EscalationPolicy } from '../src/management/requests/escalation.js';
import type { SecretOverlap } from '../src/management/requests/secret-overlap.js';
import type { TokenRules } from '../src/oauth/token-rules.js';
import { type CredentialRules, usualCredentialRules } from '../src/registration/credential-rules.js';
import type { Database } from '../src/storage/database/tables.js';
import { openStorage } from '../src/storage/open-storage.js';
import { createLogger } from '../src/telemetry/logger.js';
import { ensureSystemObjects } from '../src/tenancy/system-objects.js';
import { managementAudience, servedTenants, type Tenant, type Tenants } from '../src/tenancy/tenants.js';
import { issueAccessToken } from '../src/token/access-token.js';
import { loadSigningKeys } from '../src/token/signing-keys.js';
import { passingDatabase, type TestDatabase } from './test-database.js';

export const issuer = 'https://id.example.com/';
export const audience = managementAudience(issuer);
/** The issuer of the second tenant, where there is one. */
export const otherIssuer = 'https://other.example.com/';

/** The instance key of all servers of a test file. */
export const instanceKey = { id: 'test-key', bytes: randomBytes(32) };

/** One RSA key for all servers of a test file; making one takes longer than most tests. */
export const rsa = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** A key that signs for a test server after a rotation. */
const nextRsa = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

export interface TestServer {
  app: FastifyInstance;
  db: Database;
  tenants: Tenants;
  tenant: Tenant;
  /** A second tenant on the same database, served where `twoTenants` asks for it. */
  other: Tenant;
  /** The server's clock, in milliseconds; tests set it. */
  clock: { now: number };
  /** A code that signs in to the console once. */
  newLinkCode(): string;
  /** Log lines, parsed. */
  log: Record<string, unknown>[];
  /** Registers a client with a grant for the Management API and gives it a token with these scopes. */
  tokenWith(...scopes: string[]): Promise<string>;
  /** A token with every Management scope. */
  admin: string;
  /** Calls the Management API; the administrator's token is used unless another is given. */
  call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    options?: { token?: string; headers?: Record<string, string> },
  ): Promise<LightMyRequestResponse>;
  /** Sends a form to the token endpoint. */
  token(
    parameters: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>;
  inject(options: InjectOptions): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

/** A whole server without sockets, on a database of its own unless it is given one. */
export async function testServer(
  options: {
    clientSecrets?: 'readable' | 'once';
    now?: number;
    limits?: Partial<Limits>;
    tokenRules?: Partial<TokenRules>;
    twoTenants?: boolean;
    /** A database that outlives the server; its key is that of all servers of a test file. */
    database?: TestDatabase;
    metricsAccess?: MetricsAccess;
    escalation?: EscalationPolicy;
    credentialRules?: Partial<CredentialRules>;
    secretOverlap?: SecretOverlap;
    /** By how many milliseconds this server's clock is known to be wrong. */
    clockError?: () => number | undefined;
    watchSources?: boolean;
    logTokens?: 'each' | 'refused';
    usageAddresses?: 'full' | 'network' | 'none';
    trustedProxy?: string[];
    guide?: Guide;
    corsOrigins?: string[];
    console?: ConsoleSettings | 'off';
    /** The most bytes that the kept answers to one caller take. */
    answerBytes?: number;
  } = {},
): Promise<TestServer> {
  const clock = { now: options.now ?? Date.now() };
  const now = () => clock.now;
  const database = options.database ?? (await passingDatabase());
  const engine = await database.open();
  const storage = await openStorage(engine, {
    instanceKeys: () => [instanceKey],
    clientSecrets: options.clientSecrets ?? 'readable',
    managementIdentifier: (id) => (id === 'default' ? audience : managementAudience(otherIssuer)),
    now,
    ...(options.answerBytes && { answerBytes: options.answerBytes }),
  });
  const tenantStorage = storage.tenant('default');
  const signingKey = (kid: string, pair: typeof rsa) => ({
    kid,
    type: 'RSA' as const,
    created_at: clock.now,
    longest_lifetime: 0,
    public_key: pair.publicKey,
    private_key: pair.privateKey,
  });
  await tenantStorage.change({}, ({ signingKeys }) =>
    signingKeys.change(() => [
      { ...signingKey('test-signing-key', rsa), current_since: clock.now },
      signingKey('test-next-key', nextRsa),
    ]),
  );
  const host = new URL(issuer).hostname;
  const keys = await loadSigningKeys({ storage: tenantStorage, host, now });
  const tenant: Tenant = {
    id: 'default',
    issuer,
    managementAudience: audience,
    storage: tenantStorage,
    keys,
  };
  await ensureSystemObjects(tenant, clock.now);
  const management = await tenantStorage.resourceServers.findByIdentifier(audience);
  if (!management) throw new Error('the Management API was not made');
  const api = management.resourceServer;
  const log: Record<string, unknown>[] = [];
  const logger = createLogger('trace', { write: (line: string) => void log.push(JSON.parse(line)) });
  const other: Tenant = {
    ...tenant,
    id: 'other',
    issuer: otherIssuer,
    managementAudience: managementAudience(otherIssuer),
    storage: storage.tenant('other'),
  };
  if (options.twoTenants) await ensureSystemObjects(other, clock.now);
  const tenants = servedTenants(options.twoTenants ? [tenant, other] : [tenant]);
  const { clockError } = options;
  const codes = signInLinks({ now, random: randomBytes });
  const app = await createApp({
    tenants,
    ...(clockError && {
      replica: { state: () => ({ arriving: true, age: 0, clock: undefined }), clockError },
    }),
    now,
    random: randomBytes,
    logger,
    trustedProxy: options.trustedProxy ?? [],
    limits: { rateLimit: 0, failedAuthenticationLimit: 0, unsentBytes: 0, ...options.limits },
    tokenRules: { errors: 'auth0', assertionAudiences: [], assertionMaxLifetime: 300, ...options.tokenRules },
    metricsAccess: options.metricsAccess ?? 'closed',
    escalation: options.escalation ?? 'allow',
    credentialRules: { ...usualCredentialRules, ...options.credentialRules },
    secretOverlap: options.secretOverlap ?? { usual: 0, most: 7_776_000 },
    watchSources: options.watchSources ?? false,
    ...(options.logTokens && { logTokens: options.logTokens }),
    ...(options.usageAddresses && { usageAddresses: options.usageAddresses }),
    mode: 'development',
    console:
      options.console === 'off'
        ? undefined
        : (options.console ?? { clients: true, idleMinutes: 30, sessionHours: 12 }),
    signInLinks: { codes },
    guide: options.guide,
    ...(options.corsOrigins && { corsOrigins: options.corsOrigins }),
  });
  const inject = (request: InjectOptions) =>
    app.inject({ ...request, headers: { host: 'id.example.com', ...request.headers } });

  const tokenWith = async (...scopes: string[]) => {
    const clientId = newClientId(randomBytes);
    const client = newClient({ name: 'Caller' }, { clientId, tenant: 'default', credentialIds: {} });
    const secret = generateSecret(randomBytes);
    await tenantStorage.change({}, ({ clients }) => clients.create({ client, secret, credentials: [] }));
    const grant = newClientGrant(
      { client_id: clientId, audience, scope: scopes },
      { id: newClientGrantId(randomBytes), resourceServer: api },
    );
    await tenantStorage.change({}, ({ clientGrants }) => clientGrants.create(grant));
    return issueAccessToken(keys, {
      issuer,
      clientId,
      resourceServer: api,
      signingSecret: undefined,
      scopes,
      now: clock.now,
    });
  };
  const admin = await tokenWith(...managementScopes.map(({ value }) => value));

  return {
    app,
    db: engine.db,
    tenants,
    tenant,
    other,
    clock,
    newLinkCode: () => codes.make(),
    log,
    admin,
    tokenWith,
    inject,
    call: (method, path, body, { token = admin, headers = {} } = {}) =>
      inject({
        method,
        url: `/api/v2${path}`,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        ...(body !== undefined && { payload: JSON.stringify(body) }),
      }),
    token: (parameters, headers = {}) =>
      inject({
        method: 'POST',
        url: '/oauth/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        payload: new URLSearchParams(parameters).toString(),
      }),
    async close() {
      await app.close();
      await engine.db.destroy();
      if (!options.database) await database.remove();
    },
  };
}
