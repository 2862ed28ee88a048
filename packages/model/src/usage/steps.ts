const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The steps in which use is counted, each with its length and for how long counts of it are kept, in milliseconds. docs/decisions/0117 */
export const usageSteps = {
  minute: { length: minute, keptFor: 2 * day },
  hour: { length: hour, keptFor: 90 * day },
  day: { length: day, keptFor: 730 * day },
} as const;

export type UsageStep = keyof typeof usageSteps;

/** Which step counts go to once those of this one are no longer kept; what was counted by days is forgotten then. */
export const nextUsageStep = { minute: 'hour', hour: 'day' } as const satisfies Partial<
  Record<UsageStep, UsageStep>
>;

/** When the step began that a time lies in; days are those of UTC. */
export function usageStepStart(at: number, step: UsageStep): number {
  const { length } = usageSteps[step];
  return Math.floor(at / length) * length;
}

/** The steps whose counts add up to those of one: itself, and all shorter ones. */
export function usageStepsWithin(step: UsageStep): UsageStep[] {
  return (['minute', 'hour', 'day'] as const).filter(
    (other) => usageSteps[other].length <= usageSteps[step].length,
  );
}
