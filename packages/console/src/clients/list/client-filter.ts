/** What the list of clients shows; all of it stands in the address. */
export interface ClientFilter {
  q: string;
  type: string;
  /** `first` or `third` party. */
  party: string;
  method: string;
  /** Days. */
  unused: string;
  /** Days. */
  expires: string;
  /** `key=value`. */
  metadata: string;
  sort: string;
  columns: readonly ColumnName[];
  /** The cursor of a page that is not the first one. */
  from: string;
  /** Whether the global client, which is no application, is left out; not in the address. */
  withoutGlobal?: boolean;
}

/** What can be shown of each client beside its name. */
export const columnNames = ['id', 'type', 'party', 'method', 'created', 'updated', 'description'] as const;
export type ColumnName = (typeof columnNames)[number];

/** Those that are empty for whoever sees no settings. */
export const columnsOfSettings: readonly ColumnName[] = ['party', 'method', 'created', 'updated'];

const usualColumns: readonly ColumnName[] = ['type', 'method', 'updated'];

/** The parameters of the address that narrow the list. */
export const narrowing = ['q', 'type', 'party', 'method', 'unused', 'expires', 'metadata'] as const;

/** The same in words. */
export const filterWords: Readonly<Record<(typeof narrowing)[number], string>> = {
  q: 'text',
  type: 'type',
  party: 'party',
  method: 'how they authenticate',
  unused: 'disuse',
  expires: 'deadline',
  metadata: 'metadata',
};

/** Reads an address. */
export function filterIn(parameters: URLSearchParams): ClientFilter {
  const text = (name: string) => parameters.get(name) ?? '';
  const asked = parameters.get('columns')?.split(',');
  return {
    q: text('q'),
    type: text('type'),
    party: text('party'),
    method: text('method'),
    unused: text('unused'),
    expires: text('expires'),
    metadata: text('metadata'),
    sort: text('sort'),
    columns: asked ? columnNames.filter((name) => asked.includes(name)) : usualColumns,
    from: text('from'),
  };
}

/** Writes an address: what is as usual is left out, and a change of the filter begins at the first page. */
export function addressOf(
  parameters: URLSearchParams,
  change: Partial<Record<string, string>>,
): URLSearchParams {
  const next = new URLSearchParams(parameters);
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
  }
  if (!('from' in change) && !('columns' in change)) next.delete('from');
  return next;
}

/** Whether anything narrows the list. */
export function isNarrowed(filter: ClientFilter): boolean {
  return narrowing.some((name) => filter[name] !== '');
}

const secondsOf = (days: string) => {
  const count = Number(days);
  return Number.isInteger(count) && count > 0 ? count * 86_400 : undefined;
};

/** The query of a search for clients. */
export function searchOf(filter: ClientFilter): Record<string, string | number | boolean | undefined> {
  const [key, ...value] = filter.metadata.split('=');
  return {
    q: filter.q.trim() || undefined,
    app_type: filter.type || undefined,
    is_first_party: filter.party === '' ? undefined : filter.party === 'first',
    method: filter.method || undefined,
    unused_for: secondsOf(filter.unused),
    expiring_within: secondsOf(filter.expires),
    ...(key && value.length > 0 && { [`metadata.${key}`]: value.join('=') }),
    is_global: filter.withoutGlobal ? false : undefined,
    sort: filter.sort || undefined,
    from: filter.from || undefined,
  };
}
