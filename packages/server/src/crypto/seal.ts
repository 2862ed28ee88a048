import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** The key outside the database under which secrets are sealed and digested (docs/architecture.md, "Keys and secrets"). */
export interface InstanceKey {
  /** A fingerprint that may be shown and stored: it says which key this is and nothing about its bytes. */
  id: string;
  bytes: Buffer;
}

/** The instance keys of one file: first the one that a rotation goes to, then earlier ones. docs/decisions/0050 */
export type InstanceKeys = readonly [InstanceKey, ...InstanceKey[]];

/** Where a sealed value belongs; moved anywhere else, it cannot be opened. */
export interface Place {
  tenant: string;
  table: string;
  row: string;
  column: string;
}

/** Keeps secrets unreadable without the instance key, also with the whole database. */
export interface Seal {
  readonly keyId: string;
  seal(plaintext: string, place: Place): string;
  /** @throws Error when the value was changed, moved, or sealed under another key. */
  open(sealed: string, place: Place): string;
}

/**
 * AES-256-GCM with a fresh nonce for each value, under a subkey of the instance key (HKDF, RFC 5869). Key id and place
 * are authenticated along.
 */
export function createSeal(key: InstanceKey): Seal {
  const sealKey = subkey(key, 'clientele seal v1');
  return {
    keyId: key.id,
    seal(plaintext, place) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce).setAAD(additionalData(key.id, place));
      const text = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${sealPrefix(key.id)}${nonce.toString('base64url')}.${text.toString('base64url')}`;
    },
    open(sealed, place) {
      const [version, keyId, nonce, text] = sealed.split('.');
      if (version !== 'v1' || keyId !== key.id || nonce === undefined || text === undefined)
        throw new Error('a sealed value was written under another instance key');
      const bytes = Buffer.from(text, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', sealKey, Buffer.from(nonce, 'base64url'), {
        authTagLength: 16,
      })
        .setAAD(additionalData(key.id, place))
        .setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8');
    },
  };
}

/** How all begins that is sealed under a key. */
export function sealPrefix(keyId: string): string {
  return `v1.${keyId}.`;
}

/** The id of the key under which a value was sealed. */
export function sealKeyId(sealed: string): string {
  return sealed.split('.')[1] ?? '';
}

/** The subkey of an instance key under which client secrets are digested (HKDF, RFC 5869). docs/decisions/0001 */
export function digestKeyOf(key: InstanceKey): Buffer {
  return subkey(key, 'clientele client secret digest v1');
}

/** The subkey of an instance key under which tokens of sessions are digested (HKDF, RFC 5869). docs/decisions/0123 */
export function sessionKeyOf(key: InstanceKey): Buffer {
  return subkey(key, 'clientele console session digest v1');
}

/** The digest under which the token of a session is stored and compared: HMAC-SHA-256. docs/decisions/0123 */
export function sessionDigestOf(
  sessionKey: Buffer,
  { tenant, id, token }: { tenant: string; id: string; token: string },
): string {
  return createHmac('sha256', sessionKey)
    .update(JSON.stringify([tenant, id, token]))
    .digest('base64url');
}

/** The digest under which a client's secret is stored and compared: HMAC-SHA-256. docs/decisions/0001 */
export function digestOf(
  digestKey: Buffer,
  { tenant, clientId, secret }: { tenant: string; clientId: string; secret: string },
): string {
  return createHmac('sha256', digestKey)
    .update(JSON.stringify([tenant, clientId, secret]))
    .digest('base64url');
}

function subkey(key: InstanceKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key.bytes, '', purpose, 32));
}

function additionalData(keyId: string, { tenant, table, row, column }: Place): Buffer {
  return Buffer.from(JSON.stringify([keyId, tenant, table, row, column]));
}
