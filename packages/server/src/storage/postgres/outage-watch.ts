import type { OutageListener, Watch } from '../database/outage.js';
import type { UndoneError } from '../port/errors.js';
import type { Monitor } from './monitor.js';

/** Knows of outages by what a monitor sees. docs/decisions/0060 */
export function watchForOutages(monitor: Monitor): Watch {
  const listeners: OutageListener[] = [];
  let outage: UndoneError | undefined;

  function note(found: UndoneError | undefined): void {
    const before = outage;
    outage = found;
    for (const listener of listeners) {
      if (found && !before) listener.began?.(found);
      else if (found) listener.lasts?.();
      else if (before) listener.ended?.();
    }
  }

  monitor.subscribe({ answered: () => note(undefined), failed: note });
  return {
    outage: () => outage,
    look: monitor.ask,
    subscribe: (listener) => void listeners.push(listener),
  };
}
