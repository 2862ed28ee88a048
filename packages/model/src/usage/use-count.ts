import { type UsageStep, usageStepStart } from './steps.js';

/** What is counted apart from each other. */
export interface UseLabels {
  clientId: string;
  /** The secret or the credential that authenticated the client; empty where it was not authenticated. */
  credentialId: string;
  /** The identifier of the API; empty where no API was found. */
  api: string;
  /** `issued`, or the reason of the refusal. */
  outcome: string;
}

/** How often something was used within one step. */
export interface UseCount extends UseLabels {
  step: UsageStep;
  /** When the step began, in milliseconds since the epoch. */
  at: number;
  count: number;
  /** When it was used last. */
  lastAt: number;
  /** Until when the tokens that it counts are valid; 0 where there are none. */
  aliveUntil: number;
}

/** Equal for counts that add up. */
export function useCountKey({
  clientId,
  credentialId,
  api,
  outcome,
  step,
  at,
}: Omit<UseCount, 'count'>): string {
  return `${step} ${at}\n${clientId}\n${credentialId}\n${outcome}\n${api}`;
}

/** Adds up what is counted alike. */
export function addUpUse(counts: Iterable<UseCount>): UseCount[] {
  const sums = new Map<string, UseCount>();
  for (const one of counts) {
    const key = useCountKey(one);
    const sum = sums.get(key);
    sums.set(
      key,
      sum
        ? {
            ...sum,
            count: sum.count + one.count,
            lastAt: Math.max(sum.lastAt, one.lastAt),
            aliveUntil: Math.max(sum.aliveUntil, one.aliveUntil),
          }
        : one,
    );
  }
  return [...sums.values()];
}

/** The same use, counted in a longer step. */
export function rollUpUse(counts: readonly UseCount[], step: UsageStep): UseCount[] {
  return addUpUse(counts.map((one) => ({ ...one, step, at: usageStepStart(one.at, step) })));
}
