/** What a server has opened, released in reverse order: what needs something was opened after it. */
export interface Opened {
  /** Adds how to release what was just opened. */
  add(release: () => void | Promise<void>): void;
  release(): Promise<void>;
}

/** Nothing so far. */
export function nothingOpened(): Opened {
  const steps: (() => void | Promise<void>)[] = [];
  return {
    add: (step) => void steps.push(step),
    async release() {
      for (let step = steps.pop(); step; step = steps.pop()) await step();
    },
  };
}
