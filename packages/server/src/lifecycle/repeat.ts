/** Work that is repeated at an interval. */
export interface Repetition {
  /** Settles when the work was done for the first time. */
  first: Promise<void>;
  /** Ends it, and waits for the work that is under way. */
  end(): Promise<void>;
}

/** Runs work at once and then at an interval, off the request path, one run after the other. It must not throw. */
export function repeat(milliseconds: number, work: () => Promise<void>): Repetition {
  const first = work();
  let running = first;
  const timer = setInterval(() => {
    running = running.then(work);
  }, milliseconds);
  timer.unref();
  return {
    first,
    end() {
      clearInterval(timer);
      return running;
    },
  };
}
