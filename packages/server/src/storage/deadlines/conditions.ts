import { type Authenticator, shownAfterExpiry } from '@clientele/model';
import { type RawBuilder, sql } from 'kysely';
import type { Period } from '../port/stores.js';

/** Of whose what is asked, and when, in milliseconds since the epoch. */
export interface Asked {
  tenant: string;
  now: number;
}

/** Where each kind of what authenticates a client is kept. */
export const tableOf: Record<Authenticator['kind'], RawBuilder<unknown>> = {
  secret: sql.table('client_secrets'),
  credential: sql.table('credentials'),
};

/** Whether a row `e` is there: a secret that has ended is kept for the log alone, and a retiring one ends with its expiry. */
export function isThere(kind: Authenticator['kind'], now: number): RawBuilder<boolean> {
  if (kind === 'credential') return sql<boolean>`1 = 1`;
  return sql<boolean>`e.state <> 'ended' and (e.state <> 'retiring' or e.expires_at > ${now})`;
}

/** Whether a row `e` is there and expires in a period. */
export function expiresIn(
  { tenant, now }: Asked,
  kind: Authenticator['kind'],
  { from, to }: Required<Period>,
): RawBuilder<boolean> {
  return sql<boolean>`e.tenant_id = ${tenant} and e.expires_at >= ${from} and e.expires_at <= ${to}
    and ${isThere(kind, now)}`;
}

/** What reports show of the time up to then: also what has expired not long ago. */
export function reported(now: number, within: number): Required<Period> {
  return { from: now - shownAfterExpiry, to: now + within };
}

/** Whether a client, a row `s`, has something that expires within so many milliseconds. */
export function hasExpiring(asked: Asked, within: number): RawBuilder<boolean> {
  const period = reported(asked.now, within);
  const exists = (kind: Authenticator['kind']) =>
    sql`exists (select 1 from ${tableOf[kind]} e
      where ${expiresIn(asked, kind, period)} and e.client_id = s.client_id)`;
  return sql<boolean>`(${exists('secret')} or ${exists('credential')})`;
}

/** More rows than any thousand clients have. */
const manyRows = sql.lit(20_000);

/** The ids of clients that have something that expires; of a great many, only some. */
export function expiringClients(asked: Asked, within: number): RawBuilder<unknown> {
  const period = reported(asked.now, within);
  const some = (kind: Authenticator['kind']) =>
    sql`select client_id from (select e.client_id from ${tableOf[kind]} e
      where ${expiresIn(asked, kind, period)} limit ${manyRows}) ${sql.ref(`${kind}s`)}`;
  return sql`${some('secret')} union ${some('credential')}`;
}
