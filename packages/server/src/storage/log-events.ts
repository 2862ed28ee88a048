import { randomBytes } from 'node:crypto';
import type { Actor } from './storage.js';
import type { Queries, StoreContext } from './store-context.js';

/** A change of the registry: which object, what was done, and the names (never values) of what changed. */
export interface ChangeEvent {
  object: 'client' | 'credential' | 'resource_server' | 'client_grant' | 'connection' | 'signing_key';
  action: 'create' | 'update' | 'delete';
  id: string;
  /** The client that a credential or grant belongs to. */
  of?: string | undefined;
  properties?: string[];
}

/** Writes the log event of a change; called inside the change's transaction, so that log and state agree. */
export async function recordChange(
  { tenant, now }: StoreContext,
  queries: Queries,
  event: ChangeEvent & { by: Actor },
): Promise<void> {
  const createdAt = now();
  await queries
    .insertInto('log_events')
    .values({
      tenant_id: tenant,
      id: `log_${createdAt.toString().padStart(14, '0')}${randomBytes(8).toString('hex')}`,
      created_at: createdAt,
      type: 'sapi',
      document: JSON.stringify(event),
    })
    .execute();
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
