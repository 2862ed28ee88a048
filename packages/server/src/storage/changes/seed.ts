import type { ChangingSeed } from '../port/change.js';
import { ConflictError } from '../port/errors.js';
import { seedRecordOf, seedStore } from '../registry/seed.js';
import type { Change } from './change.js';

/** The record of a tenant's seed file, inside a change. */
export function changingSeed(change: Change): ChangingSeed {
  return {
    ...seedStore(change),
    record: (digest) =>
      change.write({ object: 'seed_file', action: 'apply', id: digest }, async (rows) => {
        // Of servers that start together, all but one wait here, and find it applied.
        const recorded = await rows
          .insertInto('instance_settings')
          .values({ name: seedRecordOf(change.tenant), value: digest })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (recorded.numInsertedOrUpdatedRows !== 1n) throw new ConflictError('seed');
      }),
  };
}
