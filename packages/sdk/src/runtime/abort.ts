import type { FetchSignal } from './fetch-api.js';

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
