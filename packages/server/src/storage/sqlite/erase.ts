import { sql } from 'kysely';
import type { Database } from '../database/tables.js';
import { UnavailableError } from '../port/errors.js';

/** From here on, this connection writes zeros over what it deletes. https://sqlite.org/pragma.html#pragma_secure_delete */
export async function overwriteDeleted(db: Database): Promise<void> {
  await sql`pragma secure_delete = on`.execute(db);
}

/**
 * Writes the whole file anew and empties the write-ahead log, so that neither holds what was deleted before now.
 * @throws UnavailableError where somebody reads the file meanwhile, such as a backup.
 */
export async function eraseDeleted(db: Database): Promise<void> {
  await sql`vacuum`.execute(db);
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
  if (rows[0]?.busy !== 0)
    throw new UnavailableError(
      'the file still holds what was erased from the database, because another program, such as a backup, is reading it: run the same command again when that has ended',
    );
}
