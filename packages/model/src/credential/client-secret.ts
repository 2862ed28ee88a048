import { invalidBody, RuleError } from '../error.js';

/**
 * What a secret of a client is for: `staged` authenticates nobody yet, `primary` is the one that `client_secret` shows,
 * `retiring` works until its deadline, `disabled` is kept and authenticates nobody. docs/decisions/0114
 */
export const secretStates = ['staged', 'primary', 'retiring', 'disabled'] as const;
export type SecretState = (typeof secretStates)[number];

/** What is known of a secret of a client; times are milliseconds since the epoch. */
export interface ClientSecret {
  id: string;
  /** One that has ended is kept for the log alone. */
  state: SecretState | 'ended';
  name?: string | undefined;
  hint?: string | undefined;
  createdAt: number;
  /** The client that asked for it; a secret that the server made by itself has none. */
  createdBy?: string | undefined;
  expiresAt?: number | undefined;
  /** Since when it is, or was, the primary one. */
  primarySince?: number | undefined;
}

/** How many secrets of a client there may be that have not ended. */
export const maxSecrets = 6;

/** When a change of a client's secrets happens, and how long those before the new primary one go on working. */
export interface SecretsMoment {
  /** Milliseconds since the epoch. */
  now: number;
  /** Seconds; 0 ends them at once. */
  overlap: number;
}

/** The error for a secret that is not (or no longer) there. */
export function inexistentSecret(): RuleError {
  return new RuleError(404, 'inexistent_secret', 'The client has no such secret');
}

/** Whether a secret is there at a time: it has not ended, and its deadline as a retiring one is not over. */
export function isThere({ state, expiresAt }: ClientSecret, now: number): boolean {
  if (state === 'ended') return false;
  return state !== 'retiring' || (expiresAt ?? 0) > now;
}

/** Whether a secret authenticates its client at a time. */
export function authenticates(
  { state, expiresAt }: Pick<ClientSecret, 'state' | 'expiresAt'>,
  now: number,
): boolean {
  return (state === 'primary' || state === 'retiring') && (expiresAt === undefined || expiresAt > now);
}

/**
 * A client's secrets with a new one among them; a new primary one takes the place of the present one.
 * @throws RuleError (409) for a seventh one.
 */
export function addSecret(
  secrets: readonly ClientSecret[],
  added: ClientSecret,
  moment: SecretsMoment,
): ClientSecret[] {
  const next =
    added.state === 'primary'
      ? [...retireBefore(secrets, moment), asPrimary(added, moment)]
      : [...secrets, added];
  if (next.filter((secret) => isThere(secret, moment.now)).length > maxSecrets)
    throw new RuleError(
      409,
      'too_many_secrets',
      `A client can have at most ${maxSecrets} secrets. Delete one of them, or rotate with previous_secret_expires_in 0, which ends the previous ones.`,
    );
  return next;
}

/**
 * A client's secrets with one of them promoted to be the primary one.
 * @throws RuleError (409) for one that is disabled or has expired.
 */
export function promoteSecret(
  secrets: readonly ClientSecret[],
  promoted: ClientSecret,
  moment: SecretsMoment,
): ClientSecret[] {
  if (promoted.state === 'disabled')
    throw new RuleError(
      409,
      'secret_disabled',
      'A disabled secret cannot be promoted. Enable it first: set its state to staged.',
    );
  if (promoted.expiresAt !== undefined && promoted.expiresAt <= moment.now)
    throw new RuleError(
      409,
      'secret_expired',
      'A secret that has expired cannot be promoted. Send another expires_at, or null for none.',
    );
  const others = secrets.filter(({ id }) => id !== promoted.id);
  return [...retireBefore(others, moment), asPrimary(promoted, moment)];
}

/** What a request changes of a secret; null takes away. */
export interface SecretChange {
  name?: string | null | undefined;
  /** Milliseconds since the epoch. */
  expiresAt?: number | null | undefined;
  state?: SecretState | undefined;
}

/** Which secret is changed, and how. */
export interface ChangedSecret {
  id: string;
  change: SecretChange;
  /** Whether the client may be left without a way in. */
  force: boolean;
  /** For how many seconds from now a retiring secret may go on working. */
  longest: number;
}

const transitions: Record<SecretState, readonly SecretState[]> = {
  staged: ['primary', 'disabled'],
  primary: ['retiring', 'disabled'],
  retiring: ['primary', 'disabled'],
  disabled: ['staged', 'retiring'],
};

/**
 * A client's secrets after a change of one of them.
 * @throws RuleError: 404 without such a secret, 400 for a deadline that does not go with the state, 409 for a state that it
 * cannot get, and, unless it is forced, where the client would be left without a way in.
 */
export function changeSecret(
  secrets: readonly ClientSecret[],
  { id, change, force, longest }: ChangedSecret,
  moment: SecretsMoment,
): ClientSecret[] {
  const { now } = moment;
  const current = secrets.find((secret) => secret.id === id && isThere(secret, now));
  if (!current) throw inexistentSecret();
  const state = nextState(current, change.state);
  const changed: ClientSecret = {
    ...current,
    ...(change.name !== undefined && { name: change.name ?? undefined }),
    expiresAt: deadlineOf(current, { change, state, now, longest }),
  };
  if (state === 'primary' && current.state !== 'primary') return promoteSecret(secrets, changed, moment);
  const over = state === 'retiring' && (changed.expiresAt ?? now) <= now;
  const next = replaced(secrets, { ...changed, state: over ? 'ended' : state });
  if (!force) refuseLastWayIn(secrets, next, now);
  return next;
}

/**
 * A client's secrets after one of them has been ended.
 * @throws RuleError: 404 without such a secret; 409 where the client would be left without a way in, unless it is forced.
 */
export function endSecret(
  secrets: readonly ClientSecret[],
  { id, force }: { id: string; force: boolean },
  { now }: Pick<SecretsMoment, 'now'>,
): ClientSecret[] {
  const current = secrets.find((secret) => secret.id === id);
  if (!current) throw inexistentSecret();
  // Ending it once more is no error: an answer may have been lost.
  if (!isThere(current, now)) return [...secrets];
  const next = replaced(secrets, { ...current, state: 'ended', expiresAt: now });
  if (!force) refuseLastWayIn(secrets, next, now);
  return next;
}

function nextState(current: ClientSecret, wanted: SecretState | undefined): SecretState {
  const from = current.state === 'ended' ? 'disabled' : current.state;
  if (wanted === undefined || wanted === from) return from;
  const allowed = transitions[from];
  if (allowed.includes(wanted)) return wanted;
  if (from === 'disabled')
    throw new RuleError(
      409,
      'secret_disabled',
      'A disabled secret cannot be promoted. Enable it first: set its state to staged.',
    );
  throw new RuleError(
    409,
    'secret_state',
    `A ${from} secret cannot become ${wanted}; it can become ${allowed.join(' or ')}.`,
  );
}

/** The deadline after a change. What is retiring has one; what is promoted loses the one that it had as a retiring secret. */
function deadlineOf(
  current: ClientSecret,
  { change, state, now, longest }: { change: SecretChange; state: SecretState; now: number; longest: number },
): number | undefined {
  const sent = change.expiresAt;
  const kept = state === 'primary' && current.state === 'retiring' ? undefined : current.expiresAt;
  const deadline = sent === undefined ? kept : (sent ?? undefined);
  if (state === 'retiring' && deadline === undefined)
    throw invalidBody('expires_at is required for a retiring secret: the time at which it stops working.');
  if (state === 'retiring' && typeof sent === 'number' && sent > now + longest * 1000)
    throw invalidBody(
      `expires_at of a retiring secret must be at most ${longest} seconds from now (CLIENTELE_SECRET_OVERLAP_MAX).`,
    );
  if (typeof sent !== 'number' || sent > now) return deadline;
  if (state === 'staged' || state === 'disabled')
    throw invalidBody('expires_at must be in the future; delete the secret to end it.');
  // It has worked until now, whatever time was sent.
  return now;
}

function asPrimary(secret: ClientSecret, { now }: SecretsMoment): ClientSecret {
  return { ...secret, state: 'primary', primarySince: now };
}

/** What becomes of secrets when another one becomes the primary one. Without overlap, only that one works afterwards. */
function retireBefore(secrets: readonly ClientSecret[], { now, overlap }: SecretsMoment): ClientSecret[] {
  const deadline = now + overlap * 1000;
  return secrets.map((secret) => {
    const works = secret.state === 'primary' || secret.state === 'retiring';
    if (!works || (secret.state === 'retiring' && overlap > 0)) return secret;
    const expiresAt = Math.min(secret.expiresAt ?? deadline, deadline);
    return { ...secret, state: expiresAt > now ? 'retiring' : 'ended', expiresAt };
  });
}

function replaced(secrets: readonly ClientSecret[], changed: ClientSecret): ClientSecret[] {
  return secrets.map((secret) => (secret.id === changed.id ? changed : secret));
}

function refuseLastWayIn(before: readonly ClientSecret[], after: readonly ClientSecret[], now: number): void {
  const primary = (secrets: readonly ClientSecret[]) =>
    secrets.some((secret) => secret.state === 'primary' && authenticates(secret, now));
  const any = (secrets: readonly ClientSecret[]) => secrets.some((secret) => authenticates(secret, now));
  const lost = primary(before) ? !primary(after) : any(before) && !any(after);
  if (!lost) return;
  const left = any(after) ? 'only retiring secrets, which end at their deadlines' : 'no secret that works';
  throw new RuleError(
    409,
    'last_secret',
    `This would leave the client with ${left}. Promote another secret first, or send force=true.`,
  );
}

/** A secret as answers show it; never the secret itself. */
export function presentSecret(secret: ClientSecret): Record<string, unknown> {
  const { id, name, state, hint, createdAt, expiresAt, createdBy } = secret;
  return {
    id,
    ...(name !== undefined && { name }),
    state: state === 'ended' ? 'retiring' : state,
    ...(hint !== undefined && { hint }),
    created_at: new Date(createdAt).toISOString(),
    ...(expiresAt !== undefined && { expires_at: new Date(expiresAt).toISOString() }),
    created_by: createdBy ?? null,
  };
}
