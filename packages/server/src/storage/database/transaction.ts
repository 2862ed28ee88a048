import type { Transaction } from 'kysely';
import { ContentionError } from '../port/errors.js';
import type { Database, Tables } from './tables.js';

/** Losing more conflicts in a row than this is no coincidence. */
const maxAttempts = 5;

/** Runs a transaction; where it lost a conflict with another one, it is retried from the start. */
export async function inTransaction<T>(
  db: Database,
  act: (queries: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(act);
    } catch (error) {
      if (!(error instanceof ContentionError) || attempt === maxAttempts) throw error;
    }
  }
}
