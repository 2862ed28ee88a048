/** What a person proved at sign-in, from which each request works out anew what it may do. docs/decisions/0124 */
export type SessionIdentity =
  | { method: 'link' }
  | { method: 'client'; clientId: string; secretId: string }
  | { method: 'provider'; issuer: string; subject: string; verifiedEmail?: string; groups: string[] };

/** Whose session it is, as it is shown and logged. */
export interface SessionPerson {
  id: string;
  name: string;
  email?: string | undefined;
}

/** A session of the console. docs/decisions/0123 */
export interface Session {
  id: string;
  person: SessionPerson;
  identity: SessionIdentity;
  createdAt: number;
  /** Written at most once a minute. */
  lastSeenAt: number;
  /** When it ends, however much it is used. */
  expiresAt: number;
  address: string;
  userAgent: string | undefined;
}

/** The sessions of a tenant, which all servers on the database share; none is cached. docs/decisions/0123 */
export interface SessionStore {
  /** Begins a session that its token proves; of one person's, only the `atMost` newest stay. */
  begin(session: Session, options: { token: string; atMost: number }): Promise<void>;
  /** The session of an id, if this is its token. */
  find(id: string, token: string): Promise<Session | undefined>;
  /** Notes that a session is used. */
  seen(id: string, at: number): Promise<void>;
  /** Those of a person, newest first. */
  ofPerson(personId: string): Promise<Session[]>;
  /** Ends one session of a person; false where there is none. */
  end(personId: string, id: string): Promise<boolean>;
  /** Ends all sessions of a person; returns how many there were. */
  endAll(personId: string): Promise<number>;
  /** Deletes at most `limit` sessions that ended before a time; returns how many. */
  sweep(before: number, limit: number): Promise<number>;
}
