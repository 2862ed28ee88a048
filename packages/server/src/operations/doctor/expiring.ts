import { type Expiring, shownAfterExpiry } from '@clientele/model';
import { OperatorError } from '../../errors/operator-error.js';
import type { Engine } from '../../storage/database/engine.js';
import { countExpiringIn, expiringIn } from '../../storage/deadlines/expiring.js';
import { type Finding, fail, ok, warn } from './finding.js';

const check = 'expiring';
const hour = 3_600_000;
const day = 24 * hour;
const mostNamed = 20;
const mostCounted = 10_000;
const mostDays = 3650;

/**
 * Reads a number of days or hours, such as `14d` or `36h`, as milliseconds.
 * @throws OperatorError for anything else.
 */
export function parseWithin(text: string): number {
  const [, digits, unit] = /^(\d{1,5})([dh])$/.exec(text) ?? [];
  const within = Number(digits) * (unit === 'd' ? day : hour);
  if (within > 0 && within <= mostDays * day) return within;
  throw new OperatorError(
    `--expiring ${text}: name a number of days or hours, such as 14d or 36h, up to ${mostDays}d`,
  );
}

/**
 * Names the secrets, keys and certificates that expire within some time, or have expired. Of a retiring secret somebody has
 * asked for the end, and another one works: it is no problem. docs/decisions/0121
 */
export async function checkExpiring(
  engine: Engine,
  { within, now }: { within: number; now: number },
): Promise<Finding[]> {
  const period = { from: now - shownAfterExpiry, to: now + within };
  const findings: Finding[] = [];
  const counted = { fail: 0, warn: 0 };
  for (const tenant of await tenantsOf(engine)) {
    const context = { engine, tenant, now: () => now };
    for await (const { item } of expiringIn(context, period, { limit: mostNamed }))
      findings.push((item.state === 'retiring' ? warn : fail)(check, lineOf(item, now)));
    const count = (kind: Expiring['kind'], state?: 'retiring') =>
      countExpiringIn(context, kind, { period, atMost: mostCounted, ...(state && { state }) });
    const retiring = await count('secret', 'retiring');
    counted.warn += retiring;
    counted.fail += (await count('secret')) - retiring + (await count('credential'));
  }
  if (findings.length === 0) return [ok(check, `nothing expires within ${spanOf(within)}`)];
  const named = findings.slice(0, mostNamed);
  for (const [status, say] of [
    ['fail', fail],
    ['warn', warn],
  ] as const) {
    const more = counted[status] - named.filter((finding) => finding.status === status).length;
    const what = status === 'fail' ? 'more' : 'more are retiring';
    if (more > 0)
      named.push(say(check, `${more} ${what}: they are listed by GET /api/v2/credentials/expiring`));
  }
  return named;
}

/** Each has signing keys from its beginning. */
async function tenantsOf({ db }: Engine): Promise<string[]> {
  const rows = await db
    .selectFrom('signing_keys')
    .select('tenant_id')
    .distinct()
    .orderBy('tenant_id')
    .execute();
  return rows.map(({ tenant_id }) => tenant_id);
}

function lineOf({ kind, id, name, state, clientId, clientName, expiresAt }: Expiring, now: number): string {
  const left = expiresAt - now;
  const what = [state, kind, id, name === undefined ? undefined : `"${name}"`].filter(
    (part) => part !== undefined,
  );
  const when = left > 0 ? `expires in ${spanOf(left)}` : `expired ${spanOf(-left)} ago`;
  return `${what.join(' ')} of client ${clientId} "${clientName}" ${when}, ${new Date(expiresAt).toISOString()}`;
}

/** In whole days or hours, or less than one. */
function spanOf(milliseconds: number): string {
  const hours = Math.floor(milliseconds / hour);
  if (hours < 1) return 'less than an hour';
  const [number, unit] = hours < 48 ? [hours, 'hour'] : [Math.floor(hours / 24), 'day'];
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
