/** A secret or a credential that was accepted. */
export interface AcceptedUse {
  /** What it is. */
  kind: 'secret' | 'credential';
  id: string;
  name?: string | undefined;
  /** True where it is there no more. */
  deleted?: boolean | undefined;
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
  /** Whether the one that shall remain is there, and authenticates. */
  primaryWorks: boolean;
  /** Up to when every server has written what it counted. */
  reportedUntil: number;
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

/** Servers write at least every 20 seconds that they are there; one that has not done so for longer may be lost. */
const reportsWithin = 25_000;

/**
 * Whether everything but the one that shall remain may be retired: `safe` only where that one works, nothing else was
 * accepted for the whole window, and all of it was observed. What was seen in use is so, however little was observed.
 * docs/decisions/0118
 */
export function rotationVerdict(facts: RotationFacts): RotationVerdict {
  const { now, window, others, reportedUntil } = facts;
  if (others.length > 0) return { verdict: 'in_use', reason: namesOf(others) };
  const reason = whyUnknown(facts);
  if (reason !== undefined) return { verdict: 'unknown', reason };
  return {
    verdict: 'safe',
    reason: `As far as each server has reported, nothing but the primary was accepted since ${timeOf(now - window)}; the least recent report is of ${timeOf(reportedUntil)}.`,
  };
}

function whyUnknown(facts: RotationFacts): string | undefined {
  const { now, window, clientCreatedAt, primaryWorks, observed, reportedUntil } = facts;
  if (!primaryWorks) return 'No primary works, so that nothing should be retired.';
  if (!observed || reportedUntil < now - reportsWithin)
    return `A server has not reported since ${timeOf(reportedUntil)}: its last counts may be missing. A verdict is possible once it reports, or a window after it was given up.`;
  const from = now - window;
  const reasons = [
    ...(clientCreatedAt > from
      ? [`The client was made at ${timeOf(clientCreatedAt)}, and there is nothing to look at before.`]
      : []),
    ...(observed.since > from ? [whyUnobserved(observed)] : []),
  ];
  if (reasons.length === 0) return undefined;
  const possible = Math.max(clientCreatedAt, observed.since) + window;
  return `${reasons.join(' ')} The window began at ${timeOf(from)}; a verdict is possible from ${timeOf(possible)} on.`;
}

function whyUnobserved({ since, reason }: Observed): string {
  const time = timeOf(since);
  const texts: Record<UnobservedReason, string> = {
    counting_began: `Use has been counted since ${time} only.`,
    server_lost: `A server ended without notice, so that use before ${time} may be missing.`,
    counts_dropped: `There was no room for all counts, so that use before ${time} is missing.`,
  };
  return texts[reason];
}

function namesOf(others: readonly AcceptedUse[]): string {
  const latestFirst = others.toSorted((one, other) => other.lastAt - one.lastAt);
  const named = latestFirst.slice(0, namedAtMost).map(sentenceOf);
  const more = others.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more were accepted too.`] : [])].join(' ');
}

function sentenceOf({ kind, id, name, deleted, count, lastAt, lastAddress }: AcceptedUse): string {
  const called = deleted ? 'deleted' : name;
  const who = `${kind === 'secret' ? 'Secret' : 'Credential'} ${id}${called === undefined ? '' : ` (${called})`}`;
  const times = count === 1 ? 'once' : `${count} times`;
  const from = lastAddress === undefined ? '' : ` from ${lastAddress}`;
  return `${who} was accepted ${times}, last at ${timeOf(lastAt)}${from}.`;
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
