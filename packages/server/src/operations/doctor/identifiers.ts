import { isResourceServerId } from '@clientele/model';
import { sql } from 'kysely';
import type { Database } from '../../storage/database/tables.js';
import { type Finding, ok, warn } from './finding.js';

const check = 'identifiers';

/** Whether an API from an earlier version has an identifier that reads as the id of one. docs/decisions/0075 */
export async function checkIdentifiers(db: Database): Promise<Finding[]> {
  const suspicious = await db
    .selectFrom('resource_servers')
    .select(['id', 'identifier'])
    .where(sql<number>`length(identifier)`, '=', 24)
    .orderBy('id')
    .execute();
  const found = suspicious.filter(({ identifier }) => identifier !== null && isResourceServerId(identifier));
  if (found.length === 0) return [ok(check, 'none has the form of an id')];
  return found.map(({ id, identifier }) =>
    warn(
      check,
      `the API ${id} has the identifier ${identifier}, which has the form of an id: paths of the Management API find it by its id only; replace it by an API whose identifier is a URI`,
    ),
  );
}
