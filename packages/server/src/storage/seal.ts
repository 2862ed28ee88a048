import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** The key material of one server; it lives outside the database. */
export interface InstanceKey {
  /** A fingerprint that is safe to print. */
  id: string;
  bytes: Buffer;
}

/** Where a sealed value belongs; moved anywhere else, it cannot be opened. */
export interface Place {
  tenant: string;
  table: string;
  row: string;
  column: string;
}

/** Keeps secrets unreadable, or only comparable, for whoever holds the database alone. */
export interface Seal {
  seal(plaintext: string, place: Place): string;
  /** @throws Error when the value was changed, moved, or sealed under another key. */
  open(sealed: string, place: Place): string;
  /** The digest under which a client secret is stored and compared. */
  secretDigest(secret: string, tenant: string, clientId: string): string;
}

/**
 * AES-256-GCM with a fresh nonce for each value, and HMAC-SHA-256 for secrets, each under a subkey
 * of the instance key (HKDF, RFC 5869). Key id and place are authenticated along.
 */
export function createSeal(key: InstanceKey): Seal {
  const sealKey = subkey(key, 'clientele seal v1');
  const digestKey = subkey(key, 'clientele client secret digest v1');
  return {
    seal(plaintext, place) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce).setAAD(additionalData(key.id, place));
      const text = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `v1.${key.id}.${nonce.toString('base64url')}.${text.toString('base64url')}`;
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
    secretDigest(secret, tenant, clientId) {
      return createHmac('sha256', digestKey)
        .update(JSON.stringify([tenant, clientId, secret]))
        .digest('base64url');
    },
  };
}

function subkey(key: InstanceKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key.bytes, '', purpose, 32));
}

function additionalData(keyId: string, { tenant, table, row, column }: Place): Buffer {
  return Buffer.from(JSON.stringify([keyId, tenant, table, row, column]));
}
