/** What a server has opened, and gives back in reverse order: whatever needs something was opened after it. */
export interface Opened {
  /** Says how something that was opened just now is given back. */
  add(giveBack: () => void | Promise<void>): void;
  giveBack(): Promise<void>;
}

/** Nothing so far. */
export function nothingOpened(): Opened {
  const steps: (() => void | Promise<void>)[] = [];
  return {
    add: (step) => void steps.push(step),
    async giveBack() {
      for (let step = steps.pop(); step; step = steps.pop()) await step();
    },
  };
}
