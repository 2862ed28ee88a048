import { oneAtATime } from '../../limits/one-at-a-time.js';
import type { TenantContext } from '../database/tenant-context.js';
import type { UsageStore } from '../port/usage.js';
import { additions } from './additions.js';
import { observed, reportedUntil } from './observers.js';
import { points } from './points.js';
import { tally } from './tally.js';
import { tending } from './tend.js';
import { acceptedSince, aliveUntil, lastUses } from './uses.js';
import { usageWriter } from './writer.js';

/** Use, counted; see the port for the promises. docs/decisions/0117 */
export function usageStore(context: TenantContext): UsageStore {
  const held = tally();
  const adding = additions(context);
  const writer = usageWriter(context, { held, adding });
  const tend = tending(context, { adding, takeUsed: writer.takeUsed });
  const inTurn = oneAtATime();
  const flush = () => inTurn(writer.write);
  /** What cannot be written now stays in memory; if nothing can be read either, reading says so. */
  const upToDate = async <Result>(read: () => Promise<Result>): Promise<Result> => {
    await flush().catch(() => undefined);
    return read();
  };
  return {
    count: held.add,
    flush,
    end: () => inTurn(writer.end),
    lastUses: (clientId, ids) => upToDate(() => lastUses(context, clientId, ids)),
    points: (query, atMost) => upToDate(() => points(context, query, atMost)),
    acceptedSince: (clientId, since) => upToDate(() => acceptedSince(context, clientId, since)),
    aliveUntil: (clientId, { except }) => upToDate(() => aliveUntil(context, clientId, except)),
    observed: () => upToDate(() => observed(context)),
    async reportedUntil() {
      // What this server could not write is not reported either.
      const own = await flush().then(writer.observerId, () => undefined);
      return reportedUntil(context, own);
    },
    tend,
  };
}
