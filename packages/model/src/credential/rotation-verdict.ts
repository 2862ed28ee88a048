/** A secret or a credential that was accepted. */
export interface AcceptedUse {
  /** What it is. */
  kind: 'secret' | 'credential';
  id: string;
  name?: string | undefined;
  count: number;
  /** Milliseconds since the epoch. */
  lastAt: number;
  /** The address that it was last used from, where that is known. */
  lastAddress?: string | undefined;
}

/** Why use was not counted for a time. */
export type UnobservedReason = 'counting_began' | 'server_lost' | 'counts_dropped';

/** Since when all use has been counted, in milliseconds since the epoch, and why it was not before. */
export interface Observed {
  since: number;
  reason: UnobservedReason;
}

/** What is known when it is asked whether everything but one secret or credential may be retired. */
export interface RotationFacts {
  /** Milliseconds since the epoch. */
  now: number;
  /** For how long nothing else may have been accepted, in milliseconds. */
  window: number;
  clientCreatedAt: number;
  /** Undefined where a server that counts has not been heard of for a while, so that it may not be all at present. */
  observed: Observed | undefined;
  /** What was accepted within the window, besides the one that shall remain. */
  others: readonly AcceptedUse[];
}

/** Whether they may be retired, and why. */
export interface RotationVerdict {
  verdict: 'safe' | 'in_use' | 'unknown';
  reason: string;
}

/** How many that are in use are named. */
const namedAtMost = 6;

/**
 * Whether everything but the one that shall remain may be retired: `safe` only where nothing else was accepted for the
 * whole window, and all of it was observed. What was seen in use is so, however little was observed. docs/decisions/0118
 */
export function rotationVerdict({
  now,
  window,
  clientCreatedAt,
  observed,
  others,
}: RotationFacts): RotationVerdict {
  if (others.length > 0) return { verdict: 'in_use', reason: namesOf(others) };
  const from = Math.max(now - window, clientCreatedAt);
  if (!observed || observed.since > from)
    return { verdict: 'unknown', reason: `${whyUnknown(observed)} The window began at ${timeOf(from)}.` };
  return {
    verdict: 'safe',
    reason: `Nothing but the primary was accepted since ${timeOf(from)}, and all of that time was observed.`,
  };
}

function whyUnknown(observed: Observed | undefined): string {
  if (!observed)
    return 'A server that counts use has not written for a while: its last counts may be missing.';
  const since = timeOf(observed.since);
  const texts: Record<UnobservedReason, string> = {
    counting_began: `Use has been counted since ${since} only.`,
    server_lost: `A server ended without notice, so that use before ${since} may be missing.`,
    counts_dropped: `There was no room for all counts, so that use before ${since} is missing.`,
  };
  return texts[observed.reason];
}

function namesOf(others: readonly AcceptedUse[]): string {
  const latestFirst = others.toSorted((one, other) => other.lastAt - one.lastAt);
  const named = latestFirst.slice(0, namedAtMost).map(sentenceOf);
  const more = others.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more were accepted too.`] : [])].join(' ');
}

function sentenceOf({ kind, id, name, count, lastAt, lastAddress }: AcceptedUse): string {
  const who = `${kind === 'secret' ? 'Secret' : 'Credential'} ${id}${name === undefined ? '' : ` (${name})`}`;
  const times = count === 1 ? 'once' : `${count} times`;
  const from = lastAddress === undefined ? '' : ` from ${lastAddress}`;
  return `${who} was accepted ${times}, last at ${timeOf(lastAt)}${from}.`;
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
