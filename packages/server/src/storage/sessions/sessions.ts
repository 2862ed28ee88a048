import { timingSafeEqual } from 'node:crypto';
import type { Tables } from '../database/tables.js';
import type { TenantContext } from '../database/tenant-context.js';
import { inTransaction } from '../database/transaction.js';
import type { Session, SessionIdentity, SessionStore } from '../port/sessions.js';
import type { Seals } from '../seals/seals.js';

/** What sessions are kept with. */
export interface SessionContext extends TenantContext {
  seals: Seals;
}

type Row = Tables['console_sessions'];

/** Sessions of the console; see the port for the promises. docs/decisions/0123 */
export function sessionStore(context: SessionContext): SessionStore {
  const { engine, tenant, seals } = context;
  const { db, locks } = engine;
  const remove = () => db.deleteFrom('console_sessions').where('tenant_id', '=', tenant);
  return {
    begin: (session, options) => begin(context, session, options),
    async find(id, token) {
      const row = await db
        .selectFrom('console_sessions')
        .selectAll()
        .where('tenant_id', '=', tenant)
        .where('id', '=', id)
        .executeTakeFirst();
      const digest = row && seals.sessionDigest({ tenant, id, token }, row.digest_key);
      return row && digest !== undefined && equal(row.digest, digest) ? sessionOf(row) : undefined;
    },
    async seen(id, at) {
      await db
        .updateTable('console_sessions')
        .set({ last_seen_at: at })
        .where('tenant_id', '=', tenant)
        .where('id', '=', id)
        .where('last_seen_at', '<', at)
        .execute();
    },
    async ofPerson(personId) {
      const rows = await db
        .selectFrom('console_sessions')
        .selectAll()
        .where('tenant_id', '=', tenant)
        .where('person_id', '=', personId)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map(sessionOf);
    },
    async end(personId, id) {
      const { numDeletedRows } = await remove()
        .where('person_id', '=', personId)
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
    async endAll(personId) {
      return Number((await remove().where('person_id', '=', personId).executeTakeFirst()).numDeletedRows);
    },
    async sweep(before, limit) {
      const { numDeletedRows } = await remove()
        .where('id', 'in', (eb) =>
          locks.unlessLocked(
            eb
              .selectFrom('console_sessions')
              .select('id')
              .where('tenant_id', '=', tenant)
              .where('expires_at', '<', before)
              .orderBy('expires_at')
              .limit(limit),
          ),
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

function begin(
  { engine, tenant, seals }: SessionContext,
  session: Session,
  { token, atMost }: { token: string; atMost: number },
): Promise<void> {
  const { id, person, identity, createdAt, lastSeenAt, expiresAt, address, userAgent } = session;
  return inTransaction(engine.db, async (trx) => {
    const { keyId } = await seals.forWriting(trx);
    const digest = seals.sessionDigest({ tenant, id, token }, keyId);
    if (digest === undefined) throw new Error(`instance key ${keyId} was held a moment ago`);
    await trx
      .insertInto('console_sessions')
      .values({
        tenant_id: tenant,
        id,
        digest,
        digest_key: keyId,
        person_id: person.id,
        person_name: person.name,
        person_email: person.email ?? null,
        identity: JSON.stringify(identity),
        created_at: createdAt,
        last_seen_at: lastSeenAt,
        expires_at: expiresAt,
        address,
        user_agent: userAgent ?? null,
      })
      .execute();
    await trx
      .deleteFrom('console_sessions')
      .where('tenant_id', '=', tenant)
      .where('person_id', '=', person.id)
      .where('id', 'not in', (eb) =>
        eb
          .selectFrom('console_sessions')
          .select('id')
          .where('tenant_id', '=', tenant)
          .where('person_id', '=', person.id)
          .orderBy('created_at', 'desc')
          .orderBy('id', 'desc')
          .limit(atMost),
      )
      .execute();
  });
}

function sessionOf(row: Row): Session {
  return {
    id: row.id,
    person: { id: row.person_id, name: row.person_name, email: row.person_email ?? undefined },
    identity: JSON.parse(row.identity) as SessionIdentity,
    createdAt: Number(row.created_at),
    lastSeenAt: Number(row.last_seen_at),
    expiresAt: Number(row.expires_at),
    address: row.address,
    userAgent: row.user_agent ?? undefined,
  };
}

function equal(stored: string, computed: string): boolean {
  const [left, right] = [Buffer.from(stored), Buffer.from(computed)];
  return left.length === right.length && timingSafeEqual(left, right);
}
