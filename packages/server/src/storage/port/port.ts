import type {
  Client,
  ClientCore,
  ClientGrant,
  ClientQuery,
  Connection,
  Credential,
  LogActor,
  LogEvent,
  LogFilter,
  ResourceServer,
  TokenCounts,
  TokenSigningKey,
} from '@clientele/model';

/** Who asked for a change; written into the log event that goes with it. */
export type Actor = LogActor;

/** A stored client, with its secret where the caller asked for it and it is readable. */
export type ClientWithSecret = Client & { client_secret?: string };

/** What a pure change makes of a client: its next state, and a secret that replaces the present ones. */
export interface ClientChange {
  client: Client;
  secret?: string | undefined;
}

/** What is known of a secret: its digest, and under which key that was made. */
export interface SecretDigest {
  digest: string;
  key: string;
}

/** A client with all that authenticates it; secrets only as digests. */
export interface ClientAuthentication {
  client: ClientCore;
  secretDigests: SecretDigest[];
  credentials: Credential[];
}

export interface ClientFilter {
  isGlobal?: boolean | undefined;
  isFirstParty?: boolean | undefined;
  appTypes?: string[] | undefined;
  clientIds?: string[] | undefined;
  externalClientId?: string | undefined;
  /** Only clients with a grant like this. */
  withGrant?: ClientQuery | undefined;
}

/** A place in a list that is ordered by creation; the row after it comes next. */
export interface Position {
  createdAt: number;
  id: string;
}

/** One window of a list: by offset, or the rows after a position. */
export interface Window {
  limit: number;
  offset?: number | undefined;
  after?: Position | undefined;
}

/** One element of a list with its place, from which the next window can start. */
export interface Listed<T> {
  item: T;
  position: Position;
}

/**
 * Hears how many bytes are about to be read of objects that are large; they are not read before it allows it, nor where it
 * throws. docs/decisions/0074
 */
export type Admit = (bytes: number) => Promise<void>;

/** How clients are read. */
export interface ClientReading {
  withSecret?: boolean | undefined;
  admit?: Admit | undefined;
}

export interface ClientStore {
  /** Writes client, secret, credentials and grant together; throws ConflictError('client') for an id in use. */
  create(
    entry: {
      client: Client;
      secret: string;
      credentials: Credential[];
      resourceServerId?: string | undefined;
      grant?: ClientGrant | undefined;
    },
    by: Actor,
  ): Promise<void>;
  find(clientId: string, options?: ClientReading): Promise<ClientWithSecret | undefined>;
  /** What of a client is small, without reading the rest; enough to know that it is there. */
  core(clientId: string): Promise<ClientCore | undefined>;
  /** The secret of a client, where it is readable. */
  secret(clientId: string): Promise<string | undefined>;
  list(
    filter: ClientFilter,
    window: Window,
    options?: ClientReading,
  ): AsyncGenerator<Listed<ClientWithSecret>>;
  /** The same list, without reading more than the cores. */
  listCores(filter: ClientFilter, window: Window): AsyncGenerator<Listed<ClientCore>>;
  count(filter: ClientFilter): Promise<number>;
  /** Runs the pure change on the current state inside the transaction, so that no concurrent update is lost. */
  update(
    clientId: string,
    change: (current: Client, credentials: Credential[]) => ClientChange,
    by: Actor,
  ): Promise<Client | undefined>;
  /** Takes secrets, credentials and grants along; false when there was no such client. */
  delete(clientId: string, by: Actor): Promise<boolean>;
  /**
   * What authenticates a client now. What is remembered and does not suffice is read anew, so that no refusal rests on
   * memory alone, and a refusal takes as long for a client that is not there.
   */
  authentication(
    clientId: string,
    suffices?: (known: ClientAuthentication) => boolean,
  ): Promise<ClientAuthentication | undefined>;
}

export interface CredentialStore {
  list(clientId: string): Promise<Credential[]>;
  find(clientId: string, credentialId: string): Promise<Credential | undefined>;
  /** `check` sees the client's credentials inside the transaction and throws to refuse; undefined without such a client. */
  add(
    clientId: string,
    credential: Credential,
    check: (existing: Credential[]) => void,
    by: Actor,
  ): Promise<Credential | undefined>;
  update(
    clientId: string,
    credentialId: string,
    change: (current: Credential) => Credential,
    by: Actor,
  ): Promise<Credential | undefined>;
  /** The client that a credential belongs to. */
  ownerOf(credentialId: string): Promise<string | undefined>;
  /** Deletes it and, in the same transaction, takes it out of the client's methods through `detach`. */
  delete(
    clientId: string,
    credentialId: string,
    detach: (client: Client, credentialId: string) => Client,
    by: Actor,
  ): Promise<boolean>;
}

/** A stored API; `identifier` is absent on the system API, whose identifier follows from the issuer. */
export interface StoredResourceServer {
  resourceServer: ResourceServer;
  signingSecret?: string | undefined;
}

export interface ResourceServerFilter {
  identifiers?: string[] | undefined;
}

export interface ResourceServerStore {
  /** Throws ConflictError('identifier'). */
  create(entry: StoredResourceServer, by: Actor): Promise<void>;
  findById(id: string, admit?: Admit): Promise<StoredResourceServer | undefined>;
  findByIdentifier(identifier: string, admit?: Admit): Promise<StoredResourceServer | undefined>;
  list(
    filter: ResourceServerFilter,
    window: Window,
    admit?: Admit,
  ): AsyncGenerator<Listed<StoredResourceServer>>;
  count(filter: ResourceServerFilter): Promise<number>;
  update(
    id: string,
    change: (current: StoredResourceServer) => StoredResourceServer,
    by: Actor,
  ): Promise<StoredResourceServer | undefined>;
  /** Takes its grants along. */
  delete(id: string, by: Actor): Promise<boolean>;
}

export interface ClientGrantFilter {
  clientId?: string | undefined;
  resourceServerId?: string | undefined;
  subjectType?: string | undefined;
  defaultFor?: string | undefined;
  allowAnyOrganization?: boolean | undefined;
}

export interface ClientGrantStore {
  /** Throws ConflictError('client grant') for a second grant of one kind, AbsentError without its client or API. */
  create(grant: ClientGrant, by: Actor): Promise<void>;
  find(id: string): Promise<ClientGrant | undefined>;
  /** The grant by which a client gets tokens of its own for an API. */
  findForClient(clientId: string, resourceServerId: string): Promise<ClientGrant | undefined>;
  /** Grants with the identifiers of their APIs. */
  list(
    filter: ClientGrantFilter,
    window: Window,
    admit?: Admit,
  ): AsyncGenerator<Listed<{ grant: ClientGrant; audience: string }>>;
  count(filter: ClientGrantFilter): Promise<number>;
  update(
    id: string,
    change: (current: ClientGrant) => ClientGrant,
    by: Actor,
  ): Promise<ClientGrant | undefined>;
  delete(id: string, by: Actor): Promise<boolean>;
}

export interface ConnectionFilter {
  name?: string | undefined;
  strategies?: string[] | undefined;
  /** Only connections that are for this client. */
  clientId?: string | undefined;
  /** Only connections whose options name this domain. */
  domainAlias?: string | undefined;
}

/** A connection with the clients that it is for. */
export interface StoredConnection {
  connection: Connection;
  enabledClients: string[];
}

/** Which clients a connection shall be for, and no longer be for. */
export interface ConnectionClientsChange {
  enable: string[];
  disable: string[];
}

/** How connections are read for an answer. */
export interface ConnectionReading {
  admit?: Admit;
  /** Whether the ids of the clients that they are for are wanted; they are empty otherwise. */
  withClients?: boolean;
}

export interface ConnectionStore {
  /** Throws ConflictError('connection') for a name in use, AbsentError for a client that is not there. */
  create(entry: StoredConnection, by: Actor): Promise<void>;
  find(id: string): Promise<StoredConnection | undefined>;
  list(
    filter: ConnectionFilter,
    window: Window,
    reading?: ConnectionReading,
  ): AsyncGenerator<Listed<StoredConnection>>;
  count(filter: ConnectionFilter): Promise<number>;
  /** Throws AbsentError for a client that is not there. */
  update(
    id: string,
    change: (current: StoredConnection) => StoredConnection,
    by: Actor,
  ): Promise<StoredConnection | undefined>;
  delete(id: string, by: Actor): Promise<boolean>;
  /** The clients that a connection is for, oldest entry first. */
  clients(id: string, window: Window): AsyncGenerator<Listed<string>>;
  /** All of the change or nothing; false without such a connection. Throws AbsentError for a client that is not there. */
  changeClients(id: string, change: ConnectionClientsChange, by: Actor): Promise<boolean>;
}

/** Keys that sign access tokens; their private halves are sealed at rest. */
export interface SigningKeyStore {
  list(): Promise<TokenSigningKey[]>;
  /** Runs the pure change on the keys inside the transaction; answers the keys that there are then. */
  change(to: (current: TokenSigningKey[]) => TokenSigningKey[], by: Actor): Promise<TokenSigningKey[]>;
  /** Whether these, which `list` answered, are known to be still those that are stored. */
  hold(keys: readonly TokenSigningKey[]): boolean;
  /** After so many milliseconds at most, all servers know of a change that is committed. */
  readonly knownAfter: number;
  /** Remembers the lifetime (seconds) of a token that a key is about to sign, if none so far is longer. */
  noteLifetime(kid: string, lifetime: number): Promise<void>;
}

/** Remembers each accepted assertion until it has expired. RFC 7523 section 3, item 7 (`jti`). */
export interface AssertionReplayStore {
  /**
   * True exactly once for a client's jti, and never for what expires before something that was deleted did: whether that was
   * claimed is not known any more.
   */
  claim(clientId: string, jti: string, expiresAt: number): Promise<boolean>;
  /** Deletes at most `limit` entries that expired before `now`; answers how many. */
  sweep(now: number, limit: number): Promise<number>;
}

/**
 * Counts the tokens of clients that have a quota, exactly, over all servers that share the storage; how much a crash
 * may lose, the engine states.
 */
export interface TokenCountStore {
  /** Counts one more token of a client, unless a limit is reached already; answers the counts afterwards. */
  add(
    clientId: string,
    token: { at: number; limits: TokenCounts },
  ): Promise<{ counted: boolean; counts: TokenCounts }>;
  /** Takes back a token that was counted at a time and could not be issued. */
  takeBack(clientId: string, at: number): Promise<void>;
  /** Writes down what is counted in memory only. */
  flush(): Promise<void>;
}

/** Adds up failed authentications over all servers that share the storage. */
export interface FailureCountStore {
  /** Adds failures by budget to the window that began at a time; answers what there is of each over all servers. */
  add(windowStart: number, failures: ReadonlyMap<string, number>): Promise<Map<string, number>>;
  /** Deletes at most `limit` counts of windows that began before a time; answers how many. */
  sweep(before: number, limit: number): Promise<number>;
}

/** An entry of the log with its place: ids are in the order in which entries were written. */
export type StoredLogEvent = LogEvent & { id: string };

/** One window of the log: by date, newest or oldest first, or the entries that were written after one. */
export type LogWindow = { limit: number } & (
  | { offset: number; newestFirst: boolean }
  | { writtenAfter: string | undefined }
);

export interface LogEventStore {
  /** Writes all or none, with the names of the clients, and only those claimed ids that are ids of clients. */
  write(events: readonly LogEvent[]): Promise<void>;
  find(id: string): Promise<StoredLogEvent | undefined>;
  list(filter: LogFilter, window: LogWindow): Promise<StoredLogEvent[]>;
  /** How many there are, counting no further than `atMost`. */
  count(filter: LogFilter, atMost: number): Promise<number>;
  /** Deletes at most `limit` entries that are older than `before`; answers how many. */
  sweep(before: number, limit: number): Promise<number>;
}

/** The tenant's first administrator, as it was recorded when it was made. */
export interface BootstrapStore {
  clientId(): Promise<string | undefined>;
  /** Makes client, secret and grant together with the record that they were made; throws ConflictError('client') where there is one. */
  create(entry: { client: Client; secret: string; grant: ClientGrant }, by: Actor): Promise<void>;
}

/** Positions in lists as callers see them: opaque, and of no use for another list. */
export interface Cursors {
  encode(list: string, position: Position): string;
  /** Undefined for text that was not made here for this list. */
  decode(list: string, cursor: string): Position | undefined;
}

/** All that belongs to one tenant; an id of another tenant is simply not found here. */
export interface TenantStorage {
  readonly id: string;
  readonly clients: ClientStore;
  readonly credentials: CredentialStore;
  readonly resourceServers: ResourceServerStore;
  readonly clientGrants: ClientGrantStore;
  readonly connections: ConnectionStore;
  readonly signingKeys: SigningKeyStore;
  readonly assertionReplays: AssertionReplayStore;
  readonly tokenCounts: TokenCountStore;
  /** Where no other server shares the storage there is none, and each counts in memory. */
  readonly failureCounts?: FailureCountStore | undefined;
  readonly logEvents: LogEventStore;
  readonly bootstrap: BootstrapStore;
  readonly cursors: Cursors;
  /**
   * The digest of a client's secret under the key of a stored one, which authentication compares with it; without a
   * key, one that costs as much and matches none. docs/decisions/0050
   */
  secretDigest(clientId: string, secret: string, key?: string): string;
}

/** The port that the rest of the server knows; engines implement it. */
export interface Storage {
  tenant(id: string): TenantStorage;
}
