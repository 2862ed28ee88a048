import { type SigningKeyType, signingKeyTypes, type TokenSigningKey } from '@clientele/model';
import type { Tables } from '../database/tables.js';
import type { SigningKeyStore } from '../port/stores.js';
import { sealedPlace } from '../seals/places.js';
import type { StoreContext } from './context.js';

/** Keys that sign access tokens, read; see the port for the promises. */
export function signingKeyStore(context: StoreContext): SigningKeyStore {
  const { engine, tenant } = context;
  return {
    list: () => readKeys(context),
    areCurrent: () => false,
    knownAfter: 0,
    async noteLifetime(kid, lifetime) {
      await engine.db
        .updateTable('signing_keys')
        .set({ longest_lifetime: lifetime })
        .where('tenant_id', '=', tenant)
        .where('kid', '=', kid)
        .where('longest_lifetime', '<', lifetime)
        .execute();
    },
  };
}

/** All keys of a tenant, oldest first. */
export async function readKeys(context: StoreContext): Promise<TokenSigningKey[]> {
  const rows = await context.reader
    .selectFrom('signing_keys')
    .selectAll()
    .where('tenant_id', '=', context.tenant)
    .orderBy('created_at')
    .orderBy('kid')
    .execute();
  return rows.map((row) => keyOf(context, row));
}

function keyOf({ tenant, seals }: StoreContext, row: Tables['signing_keys']): TokenSigningKey {
  const { current_since: since, current_until: until, revoked_at: revoked, certificate } = row;
  return {
    kid: row.kid,
    type: typeOf(row.type),
    created_at: Number(row.created_at),
    ...(since !== null && { current_since: Number(since) }),
    ...(until !== null && { current_until: Number(until) }),
    ...(revoked !== null && { revoked_at: Number(revoked) }),
    longest_lifetime: row.longest_lifetime,
    public_key: row.public_key,
    ...(row.sealed_private_key !== null && {
      private_key: seals.open(row.sealed_private_key, sealedPlace('signing_keys', tenant, row.kid)),
    }),
    ...(certificate !== null && { certificate }),
  };
}

function typeOf(stored: string): SigningKeyType {
  const type = signingKeyTypes.find((known) => known === stored);
  if (!type) throw new Error(`a signing key is of the unknown type ${stored}`);
  return type;
}
