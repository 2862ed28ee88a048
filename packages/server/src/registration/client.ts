import {
  addCredential,
  type Client,
  type ClientCreate,
  type Credential,
  type CredentialCreate,
  type CredentialSlot,
  chosenSecret,
  fullCredentials,
  generateSecret,
  limitSlots,
  type NewSecret,
  newClient,
  newClientId,
  newCredentialId,
  newThirdPartyClientId,
  securityModeOf,
  slotPath,
} from '@clientele/model';
import { clientCertificate } from '../crypto/client-certificate.js';
import { newCredential, readPemOf } from '../crypto/public-key-material.js';
import type { CredentialRules } from './credential-rules.js';

/** What a new client gets besides what was sent. */
export interface ClientFacts {
  tenant: { id: string; issuer: string };
  /** Milliseconds since the epoch. */
  now: number;
  random: (bytes: number) => Uint8Array;
  /** The id, where somebody chooses it. */
  clientId?: string | undefined;
  /** Whether the tenant has clients of type `express_configuration`. docs/decisions/0011 */
  hasExpressConfiguration?: boolean;
  /** Credentials that no method of the client names. */
  unused?: readonly CredentialCreate[];
  credentialRules: CredentialRules;
}

/** A client with all that is made together with it. */
export interface MadeClient {
  client: Client;
  secret: NewSecret;
  /** Those in the body's methods, then those that are unused. */
  credentials: Credential[];
}

/**
 * Makes a client of a checked body, with its secret and credentials. management-api.md 2.2
 * @throws RuleError (400) for properties that contradict each other, and for keys and certificates that are of no use.
 */
export async function makeClient(body: ClientCreate, facts: ClientFacts): Promise<MadeClient> {
  const { tenant, now, random, unused = [], hasExpressConfiguration } = facts;
  limitSlots(body, facts.credentialRules.perSlot);
  const { credentials, credentialIds } = await credentialsOf(body, facts);
  const client = newClient(body, {
    clientId: facts.clientId ?? newIdFor(body, random),
    tenant: tenant.id,
    credentialIds,
    signingKeys: await clientCertificate(new URL(tenant.issuer).hostname, new Date(now)),
    ...(hasExpressConfiguration !== undefined && { hasExpressConfiguration }),
  });
  for (const [index, request] of unused.entries())
    credentials.push(await credential(request, `credentials[${index}].pem`, { facts, beside: credentials }));
  const { client_secret: chosen } = body;
  const secret =
    chosen === undefined
      ? generateSecret(random, facts.credentialRules.secretFormat)
      : chosenSecret(random, chosen);
  return { client, secret, credentials };
}

function newIdFor(body: ClientCreate, random: ClientFacts['random']): string {
  return securityModeOf(body) === 'strict' ? newThirdPartyClientId(random) : newClientId(random);
}

async function credentialsOf(
  body: ClientCreate,
  facts: ClientFacts,
): Promise<{ credentials: Credential[]; credentialIds: Partial<Record<CredentialSlot, string[]>> }> {
  const credentials: Credential[] = [];
  const credentialIds: Partial<Record<CredentialSlot, string[]>> = {};
  for (const { slot, request } of fullCredentials(body)) {
    const ids = credentialIds[slot] ?? [];
    const pem = `${slotPath(slot)}.credentials[${ids.length}].pem`;
    const made = await credential(request, pem, { facts, beside: credentials });
    credentials.push(made);
    credentialIds[slot] = [...ids, made.id];
  }
  return { credentials, credentialIds };
}

async function credential(
  request: CredentialCreate,
  pem: string,
  { facts: { random, now, credentialRules }, beside }: { facts: ClientFacts; beside: readonly Credential[] },
): Promise<Credential> {
  const made = await readPemOf(pem, () => newCredential(request, { id: newCredentialId(random), now }));
  addCredential(beside, made, credentialRules.perSlot);
  return made;
}
