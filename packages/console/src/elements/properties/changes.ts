import { holdsNotJson } from './not-json.js';

/** What somebody edits: properties by their names, as the API shows them. */
export type Properties = Readonly<Record<string, unknown>>;

/** A property that is to be different. */
export interface Change {
  name: string;
  before: unknown;
  after: unknown;
}

/** Whether two values of a property are the same. */
export function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}

/** The properties in which two states differ, of those that are named. */
export function changesBetween(before: Properties, after: Properties, names: readonly string[]): Change[] {
  return names
    .filter((name) => holdsNotJson(after[name]) || !isSame(before[name] ?? null, after[name] ?? null))
    .map((name) => ({ name, before: before[name], after: after[name] }));
}

/** The body of a PATCH: what is taken away is null; of entries (such as metadata) only those that differ are sent. */
export function patchOf(
  changes: readonly Change[],
  isEntries: (name: string) => boolean,
): Record<string, unknown> {
  return Object.fromEntries(
    changes.map(({ name, before, after }) => [
      name,
      isEntries(name) ? changedEntries(before, after) : (after ?? null),
    ]),
  );
}

function changedEntries(before: unknown, after: unknown): Record<string, unknown> {
  const left = (before ?? {}) as Properties;
  const right = (after ?? {}) as Properties;
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return Object.fromEntries(
    names.filter((name) => left[name] !== right[name]).map((name) => [name, right[name] ?? null]),
  );
}
