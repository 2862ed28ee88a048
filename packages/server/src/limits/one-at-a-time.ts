/** Runs steps one after the other; those of different keys do not wait for each other. */
export function oneAtATime(): <Result>(step: () => Promise<Result>, key?: string) => Promise<Result> {
  const last = new Map<string, Promise<void>>();
  return (step, key = '') => {
    const run = (last.get(key) ?? Promise.resolve()).then(step);
    const ended = () => {
      if (last.get(key) === settled) last.delete(key);
    };
    const settled = run.then(ended, ended);
    last.set(key, settled);
    return run;
  };
}
