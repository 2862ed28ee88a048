/** What is kept, each kind with ids of its own; a client's secret and each entry of its metadata count by themselves. */
export type Kind = 'client' | 'secret' | 'metadata' | 'credential' | 'client_grant';

/** Something that is kept. */
export interface Row {
  /** What tells this state of it from every other. */
  mark: string;
  /** The client that it goes with. */
  of?: string | undefined;
}

/** Rows by `keyOf`. */
export type Rows = Map<string, Row>;

/** A change of one row, as it is asked for. */
export interface Change {
  action: 'create' | 'update' | 'delete';
  kind: Kind;
  /** Of what is made, the server chooses the id. */
  id?: string;
  /** The state that it makes; of a new secret nobody knows it beforehand. */
  mark?: string;
  of?: string;
  /** The key is that by which the request may be repeated. */
  request: { method: 'POST' | 'PATCH' | 'DELETE'; path: string; body?: object; key?: string };
}

/** What a change was answered. */
export interface Answer {
  requestId: string;
  id: string;
  /** The secret of a client that was made, or the new one of it. */
  secret: string | undefined;
}

/** An event of the log: the request that it comes from, and what was changed. */
export interface StoredEvent {
  requestId: string;
  what: string;
}

/** All that matters of a database. */
export interface Stored {
  rows: Rows;
  events: StoredEvent[];
  /** What no database may ever have, whatever was asked of it. */
  faults: string[];
}

export const keyOf = (kind: Kind, id: string) => `${kind}/${id}`;

/** The event that a change of this row leaves in the log. */
export function eventOf({ action, kind }: Change, id: string): string {
  // The id of an entry of the metadata begins with the client's.
  const [owner = id] = id.split('/');
  const object = kind === 'secret' || kind === 'metadata' ? 'client' : kind;
  return `${action} ${object} ${owner}`;
}
