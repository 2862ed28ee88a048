import type { ResourceServerScope } from '@clientele/sdk';

/** What is written in the fields of a new scope. */
export interface WrittenScope {
  value: string;
  description: string;
}

/** A scope that was not added, and why. */
export interface RefusedScope {
  scope: WrittenScope;
  error: unknown;
}

/** What is being written, what is on its way, and what was refused. */
export interface ScopeEntry {
  written: WrittenScope;
  /** Why what stands in the fields was refused, until it is changed. */
  error?: unknown;
  adding: readonly WrittenScope[];
  /** Refused while another one was being written. */
  refused: readonly RefusedScope[];
}

const nothing: WrittenScope = { value: '', description: '' };

/** Nothing is written yet. */
export const emptyEntry: ScopeEntry = { written: nothing, adding: [], refused: [] };

/** Something is typed. */
export const write = (
  { adding, refused, written }: ScopeEntry,
  change: Partial<WrittenScope>,
): ScopeEntry => ({
  written: { ...written, ...change },
  adding,
  refused,
});

/** A scope is sent: the fields are free for the next one, where they still hold this one. */
export const send = ({ written, adding, refused }: ScopeEntry, scope: WrittenScope): ScopeEntry => ({
  written: written.value.trim() === scope.value ? nothing : written,
  adding: [...adding, scope],
  refused: refused.filter((one) => one.scope.value !== scope.value),
});

/** A scope was added. */
export const added = (entry: ScopeEntry, scope: WrittenScope): ScopeEntry => ({
  ...entry,
  adding: entry.adding.filter((one) => one !== scope),
});

/** A scope was refused: it comes back to the fields where nothing was written meanwhile, else it stands beside them. */
export function refuse(entry: ScopeEntry, scope: WrittenScope, error: unknown): ScopeEntry {
  const left = added(entry, scope);
  return left.written.value === '' && left.written.description === ''
    ? { ...left, written: scope, error }
    : { ...left, refused: [...left.refused, { scope, error }] };
}

/** A refused scope is let go. */
export const letGo = (entry: ScopeEntry, scope: WrittenScope): ScopeEntry => ({
  ...entry,
  refused: entry.refused.filter((one) => one.scope !== scope),
});

/** The scope as it is sent. */
export const scopeOf = ({ value, description }: WrittenScope): ResourceServerScope => ({
  value,
  ...(description !== '' && { description }),
});
