import {
  type AgeNotice,
  addSecret,
  type ClientSecret,
  generateSecret,
  type Random,
  type SecretFormat,
  type Succession,
  successionOf,
} from '@clientele/model';
import type { Logger } from 'pino';
import type { DueSuccession } from '../storage/port/deadlines.js';
import type { TenantStorage } from '../storage/port/port.js';
import type { Tenants } from '../tenancy/tenants.js';
import { repeat } from './repeat.js';
import type { EndUpkeep } from './upkeep.js';

const minute = 60_000;
const batch = 100;

/** What staging successors needs to know. */
export interface SuccessorOptions {
  /** Milliseconds since the epoch. */
  now: () => number;
  random: Random;
  secretFormat: SecretFormat;
  /** Whether this server's clock is known to be right; otherwise nothing is staged. */
  clockIsRight?: (() => boolean) | undefined;
  logger: Logger;
}

/**
 * Of primary secrets that grow older than their client allows, stages the successors where they can be read later, and
 * says so in the log. Nothing is promoted. docs/decisions/0122
 */
export function stageSuccessors(tenants: Pick<Tenants, 'all'>, options: SuccessorOptions): EndUpkeep {
  const { clockIsRight = () => true, logger } = options;
  let ended = false;
  const stage = async (storage: TenantStorage, due: DueSuccession) => {
    try {
      const notice = await succeed(storage, due, options);
      if (notice)
        logger.warn(
          { tenant: storage.id, client_id: due.clientId, ...notice },
          'a secret of a client grows too old',
        );
    } catch (error) {
      const { clientId: client_id } = due;
      logger.error(
        { err: error, tenant: storage.id, client_id },
        'the successor of a secret could not be staged',
      );
    }
  };
  const stageAll = async (storage: TenantStorage) => {
    for (let after: DueSuccession | undefined; !ended; ) {
      const due = await storage.deadlines.successionsDue(batch, after);
      for (const one of due) if (!ended) await stage(storage, one);
      after = due.at(-1);
      if (due.length < batch) return;
    }
  };
  const { end } = repeat(minute, async () => {
    if (!clockIsRight()) return;
    for (const { storage } of tenants.all())
      await stageAll(storage).catch((error) =>
        logger.error({ err: error, tenant: storage.id }, 'secrets that grow too old could not be looked up'),
      );
  });
  return () => {
    ended = true;
    return end();
  };
}

/** Does what is due of one secret, once over all servers; what was logged of it. */
async function succeed(
  { change }: TenantStorage,
  due: DueSuccession,
  { now, random, secretFormat }: SuccessorOptions,
): Promise<AgeNotice | undefined> {
  const made = generateSecret(random, secretFormat);
  return change({}, async ({ clientSecrets, deadlines }) => {
    let succession: Succession | undefined;
    await clientSecrets.change(due.clientId, async (current) => {
      const unchanged = { secrets: [...current.secrets] };
      const mode = await deadlines.takeSuccession(due);
      if (mode === undefined || current.client.client_authentication_methods) return unchanged;
      const maxAge = current.client.secret_rotation?.max_age;
      const aging = { secrets: current.secrets, maxAge, readable: mode === 'readable' };
      succession = successionOf(due.secretId, aging, now());
      if (!succession?.stages) return unchanged;
      const added: ClientSecret = { id: made.id, hint: made.hint, state: 'staged', createdAt: now() };
      return { secrets: addSecret(current.secrets, added, { now: now(), overlap: 0 }), added: made };
    });
    if (!succession) return undefined;
    const { notice, stages } = succession;
    const logged = stages ? { ...notice, staged_secret_id: made.id } : notice;
    await deadlines.logAge(due.clientId, logged);
    return logged;
  });
}
