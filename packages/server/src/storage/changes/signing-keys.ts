import { changedProperties, type TokenSigningKey } from '@clientele/model';
import type { ChangingSigningKeys } from '../port/change.js';
import type { StoreContext } from '../registry/context.js';
import { readKeys } from '../registry/signing-keys.js';
import { sealedPlace } from '../seals/places.js';
import type { Change } from './change.js';

/** Keys that sign access tokens, inside a change; see the port for the promises. */
export function changingSigningKeys(change: Change): ChangingSigningKeys {
  return {
    list: () => readKeys(change),
    async change(to) {
      await change.exclusively('signing keys');
      const current = await readKeys(change);
      const next = to(current);
      await replaceKeys(change, current, next);
      return next;
    },
  };
}

async function replaceKeys(
  change: Change,
  current: readonly TokenSigningKey[],
  next: readonly TokenSigningKey[],
): Promise<void> {
  const before = new Map(current.map((key) => [key.kid, key]));
  const kept = new Set(next.map(({ kid }) => kid));
  for (const { kid } of current)
    if (!kept.has(kid))
      await change.write({ object: 'signing_key', action: 'delete', id: kid }, (rows) =>
        rowOf(change, rows.deleteFrom('signing_keys'), kid).execute(),
      );
  for (const key of next) {
    const known = before.get(key.kid);
    const properties = changedProperties(known ?? {}, key);
    if (properties.length === 0) continue;
    const values = await columns(change, key);
    if (known)
      await change.write({ object: 'signing_key', action: 'update', id: key.kid, properties }, (rows) =>
        rowOf(change, rows.updateTable('signing_keys').set(values), key.kid).execute(),
      );
    else
      await change.write({ object: 'signing_key', action: 'create', id: key.kid }, (rows) =>
        rows
          .insertInto('signing_keys')
          .values({ tenant_id: change.tenant, ...values })
          .execute(),
      );
  }
}

/** Narrows a statement to one key of the tenant. */
function rowOf<Statement extends { where(column: 'tenant_id' | 'kid', is: '=', value: string): Statement }>(
  { tenant }: StoreContext,
  statement: Statement,
  kid: string,
): Statement {
  return statement.where('tenant_id', '=', tenant).where('kid', '=', kid);
}

async function columns({ tenant, seals, reader }: StoreContext, key: TokenSigningKey) {
  const { private_key, ...open } = key;
  const place = sealedPlace('signing_keys', tenant, key.kid);
  return {
    ...open,
    current_since: key.current_since ?? null,
    current_until: key.current_until ?? null,
    revoked_at: key.revoked_at ?? null,
    certificate: key.certificate ?? null,
    sealed_private_key:
      private_key === undefined ? null : (await seals.forWriting(reader)).seal(private_key, place),
  };
}
