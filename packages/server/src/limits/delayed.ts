/** Work that is done a little later, together with all that asks for it until then. */
export interface Delayed {
  /** Schedules the work after its delay, or this many milliseconds; does nothing where a run is scheduled already. */
  schedule(milliseconds?: number): void;
  /** Does the work one last time, after a run in progress. */
  close(): Promise<void>;
}

/** Delays work off the request path, of which one run follows the other; it must not throw. No process is kept alive by it. */
export function delayed(work: () => Promise<void>, delay: number): Delayed {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let closed = false;
  return {
    schedule(milliseconds = delay) {
      if (closed) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        running = running.then(work);
      }, milliseconds).unref();
    },
    close() {
      closed = true;
      clearTimeout(timer);
      running = running.then(work);
      return running;
    },
  };
}
