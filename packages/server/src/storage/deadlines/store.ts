import type { LogContext } from '../log/context.js';
import type { DeadlineStore } from '../port/deadlines.js';
import { countExpiringIn, expiringIn } from './expiring.js';
import { giveNotice } from './notices.js';
import { successionsDue } from './successions.js';
import { findUnused } from './unused.js';

/** When secrets, keys and certificates expire; see the port for the promises. */
export function deadlineStore(context: LogContext): DeadlineStore {
  return {
    expiring: (period, window) => expiringIn(context, period, window),
    countExpiring: (kind, period, atMost) => countExpiringIn(context, kind, { period, atMost }),
    unused: (since, window) => findUnused(context, since, window),
    giveNotice: (limit) => giveNotice(context, limit),
    successionsDue: (limit, after) => successionsDue(context, limit, after),
  };
}
