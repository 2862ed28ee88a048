import type { LogEvent, LogFilter } from '@clientele/model';
import { sql } from 'kysely';
import type { Tables } from '../database/tables.js';
import { inTransaction } from '../database/transaction.js';
import type { LogEventStore, StoredLogEvent } from '../port/stores.js';
import type { LogContext } from './context.js';
import { settledBefore } from './log-ids.js';
import { insertLogEvents } from './record-changes.js';

/** The log; see the port for the promises. */
export function logEventStore(context: LogContext): LogEventStore {
  const { engine, tenant } = context;
  const { db, durability, locks } = engine;
  return {
    async write(events) {
      await durability.unflushed((held) =>
        inTransaction(held, (trx) => insertLogEvents(context, trx, events)),
      );
      await durability.flushed();
    },
    async find(id) {
      const row = await filtered(context, {}).selectAll().where('id', '=', id).executeTakeFirst();
      return row && fromRow(row);
    },
    async list(filter, window) {
      let query = filtered(context, filter).selectAll().limit(window.limit);
      if ('offset' in window) {
        const direction = window.newestFirst ? 'desc' : 'asc';
        query = query.orderBy('created_at', direction).orderBy('id', direction).offset(window.offset);
      } else {
        query = query.orderBy('id').where('id', '>', window.writtenAfter ?? '');
        const settled = await settledBefore(engine);
        if (settled !== undefined) query = query.where('id', '<', settled);
      }
      return (await query.execute()).map(fromRow);
    },
    async count(filter, atMost) {
      const { count } = await db
        .selectFrom(filtered(context, filter).select('id').limit(atMost).as('found'))
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async sweep(before, limit) {
      const { numDeletedRows } = await db
        .deleteFrom('log_events')
        .where('tenant_id', '=', tenant)
        .where('id', 'in', (eb) =>
          locks.unlessLocked(
            eb
              .selectFrom('log_events')
              .select('id')
              .where('tenant_id', '=', tenant)
              .where('created_at', '<', before)
              .orderBy('created_at')
              .limit(limit),
          ),
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

function filtered({ engine: { db }, tenant }: LogContext, filter: LogFilter) {
  let query = db.selectFrom('log_events').where('tenant_id', '=', tenant);
  if (filter.types) query = query.where('type', 'in', filter.types);
  // In these words, so that the index of all other types is used.
  if (filter.types && !filter.types.includes('seccft'))
    query = query.where(sql<boolean>`${sql.ref('type')} <> ${sql.lit('seccft')}`);
  if (filter.clientId !== undefined) query = query.where('client_id', '=', filter.clientId);
  if (filter.concernedClientId !== undefined)
    query = query.where('concerned_client_id', '=', filter.concernedClientId);
  if (filter.userId !== undefined) query = query.where('user_id', '=', filter.userId);
  if (filter.requestId !== undefined) query = query.where('request_id', '=', filter.requestId);
  if (filter.after !== undefined) query = query.where('created_at', '>=', filter.after);
  if (filter.before !== undefined) query = query.where('created_at', '<=', filter.before);
  return query;
}

/** A change lies flat in its document, everything else under its name. */
type Document = Pick<LogEvent, 'by' | 'token' | 'refused' | 'quota' | 'expiry' | 'age' | 'session'> &
  Partial<NonNullable<LogEvent['change']>>;

function fromRow({ id, created_at, type, document }: Tables['log_events']): StoredLogEvent {
  const {
    by,
    token,
    refused,
    quota,
    expiry,
    age,
    session,
    object,
    action,
    id: objectId,
    ...rest
  } = JSON.parse(document) as Document;
  const change =
    object !== undefined && action !== undefined && objectId !== undefined
      ? { object, action, id: objectId, ...rest }
      : undefined;
  return {
    id,
    date: Number(created_at),
    type: type as LogEvent['type'],
    by,
    token,
    refused,
    quota,
    expiry,
    age,
    session,
    change,
  };
}
