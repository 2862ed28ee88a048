import { insertLogEvents } from '../log/record-changes.js';
import type { ChangingDeadlines } from '../port/deadlines.js';
import { secretsModeForWriting } from '../seals/secrets-mode.js';
import type { Change } from './change.js';

/** What is due of secrets, inside a change; the client's row is locked before. */
export function changingDeadlines(change: Change): ChangingDeadlines {
  return {
    takeSuccession: ({ clientId, secretId }) =>
      change.besides(async (rows) => {
        const { numUpdatedRows } = await rows
          .updateTable('client_secrets')
          .set({ successor_at: null })
          .where('tenant_id', '=', change.tenant)
          .where('client_id', '=', clientId)
          .where('id', '=', secretId)
          .where('successor_at', '<=', change.now())
          .executeTakeFirst();
        return numUpdatedRows > 0n ? secretsModeForWriting(change.engine.locks, rows) : undefined;
      }),
    logAge: (clientId, age) =>
      change.besides((rows) =>
        insertLogEvents(change, rows, [
          { type: 'secret_rotation_warning', date: change.now(), by: { clientId }, age },
        ]),
      ),
  };
}
