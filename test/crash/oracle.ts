import { type Answer, type Change, eventOf, keyOf, type Rows, type Stored } from './change.js';

/** Knows what must be stored: whatever was acknowledged, and of the rest what turns out to have been done. */
export interface Oracle {
  rows: Rows;
  /** What each request left in the log. */
  events: Map<string, string>;
  counts: { acknowledged: number; tokens: number; refused: number; done: number; notDone: number };
  acknowledge(change: Change, answer: Answer): void;
  /** A change of which nobody heard again. */
  leaveOpen(change: Change): void;
  /** Finds out what became of the changes that were left open, which must be all of it or nothing. */
  settle(stored: Stored): void;
}

/** Begins with what is there. */
export function createOracle(before: Stored): Oracle {
  const rows: Rows = new Map(before.rows);
  const events = new Map(before.events.map(({ requestId, what }) => [requestId, what]));
  const counts = { acknowledged: 0, tokens: 0, refused: 0, done: 0, notDone: 0 };
  let open: Change[] = [];

  function apply(change: Change, { requestId, id, secret }: Answer): void {
    const { action, kind, of } = change;
    events.set(requestId, eventOf(change, id));
    if (action === 'delete') {
      rows.delete(keyOf(kind, id));
      if (kind === 'client') for (const [key, row] of rows) if (row.of === id) rows.delete(key);
      return;
    }
    rows.set(keyOf(kind, id), { mark: change.mark ?? secret ?? '', of });
    if (kind === 'client' && action === 'create')
      rows.set(keyOf('secret', id), { mark: secret ?? '', of: id });
  }

  /** The id of what a change did, if it was done. */
  function trace(change: Change, stored: Stored): string | undefined {
    const { action, kind, id, mark, of } = change;
    if (action === 'create' && id === undefined) {
      const made = [...stored.rows].find(
        ([key, row]) => key.startsWith(`${kind}/`) && row.mark === mark && row.of === of && !rows.has(key),
      );
      return made?.[0].slice(kind.length + 1);
    }
    const key = keyOf(kind, id ?? '');
    return stored.rows.get(key)?.mark === rows.get(key)?.mark ? undefined : id;
  }

  function settle(stored: Stored): void {
    const unclaimed = stored.events.filter(({ requestId }) => !events.has(requestId));
    for (const change of open) {
      const id = trace(change, stored);
      counts[id === undefined ? 'notDone' : 'done'] += 1;
      if (id === undefined) continue;
      const what = eventOf(change, id);
      const at = unclaimed.findIndex((event) => event.what === what);
      const [event] = at < 0 ? [] : unclaimed.splice(at, 1);
      const owner = change.kind === 'client' || change.kind === 'secret' ? id : '';
      const secret = stored.rows.get(keyOf('secret', owner))?.mark;
      apply(change, { requestId: event?.requestId ?? `no event says "${what}"`, id, secret });
    }
    open = [];
  }

  return {
    rows,
    events,
    counts,
    acknowledge(change, answer) {
      counts.acknowledged += 1;
      apply(change, answer);
    },
    leaveOpen: (change) => void open.push(change),
    settle,
  };
}
