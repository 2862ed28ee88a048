import { AbortError } from './error.js';
import type { FetchSignal } from './fetch-api.js';
import type { Call } from './policy.js';

interface Listener {
  /** Calls all of those back who wait for the signal. */
  (): void;
  callBacks: Set<() => void>;
}

// One listener for all calls that share a signal: platforms warn when there are many.
const listeners = new WeakMap<object, Listener>();

/** Calls back when the signal ends, until the function that it gives is called. */
export function onAbort(signal: FetchSignal | null | undefined, callBack: () => void): () => void {
  if (!signal) return () => {};
  const listener: Listener =
    listeners.get(signal) ??
    Object.assign(() => callBacks.forEach((one) => void one()), { callBacks: new Set<() => void>() });
  const { callBacks } = listener;
  listeners.set(signal, listener);
  if (!callBacks.size) signal.addEventListener('abort', listener);
  callBacks.add(callBack);
  return () => {
    callBacks.delete(callBack);
    if (!callBacks.size) signal.removeEventListener('abort', listener);
  };
}

/** What the work gives, unless the signal of the call ends first: then nobody waits for it any more. */
export function raced<T>({ context, details }: Call, work: () => T | Promise<T>): T | Promise<T> {
  const { signal } = context.init;
  if (!signal) return work();
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(new AbortError(signal.reason, undefined, details));
    if (signal.aborted) return stop();
    const forget = onAbort(signal, stop);
    begun(work).finally(forget).then(resolve, reject);
  });
}

/** The work, begun: what it throws rejects. */
export async function begun<T>(work: () => T | Promise<T>): Promise<T> {
  return work();
}
