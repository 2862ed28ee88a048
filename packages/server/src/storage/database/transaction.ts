import type { Transaction } from 'kysely';
import { ContentionError } from '../port/errors.js';
import type { Database, Tables } from './tables.js';

/** Giving way more often than this is no accident any more. */
const maxAttempts = 5;

/** Does all of what is asked or nothing; where it had to give way to another transaction, once more from the start. */
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
