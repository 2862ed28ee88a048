import type {
  Client,
  ClientCore,
  ClientGrant,
  ClientQuery,
  ClientSecret,
  ClientTimes,
  Connection,
  Credential,
  Expression,
  LogEvent,
  LogFilter,
  ResourceServer,
  SearchedMethod,
  SearchedResourceServer,
  TenantSettings,
  TokenCounts,
  TokenSigningKey,
} from '@clientele/model';
import type { Admit, Found, Listed, Window } from './listing.js';

/** A stored client, with the times of its making and its last change. */
export type StoredClient = Client & ClientTimes;

/** A stored client, with its secret where the caller asked for it and it is readable. */
export type ClientWithSecret = StoredClient & { client_secret?: string };

/** What is known of a secret: its id, its digest, and under which key that was made. */
export interface SecretDigest {
  id: string;
  digest: string;
  key: string;
}

/** A secret that authenticates nobody (any more), and why. */
export interface IdleSecret extends SecretDigest {
  state: 'staged' | 'disabled' | 'ended';
  /** When it ended, in milliseconds since the epoch. */
  endedAt?: number | undefined;
}

/** A client with all that authenticates it; secrets only as digests. */
export interface ClientAuthentication {
  client: ClientCore;
  secretDigests: SecretDigest[];
  /** For the log, which says that one of them was sent. */
  idleSecrets: IdleSecret[];
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

/** How clients are read. */
export interface ClientReading {
  withSecret?: boolean | undefined;
  admit?: Admit | undefined;
}

/** From one time to another, in milliseconds since the epoch, both inclusive. */
export interface Period {
  from?: number | undefined;
  to?: number | undefined;
}

/** Which clients are searched, and in which order they are found. docs/decisions/0086 */
export interface ClientSearch {
  /** What is asked of each. */
  expression?: Expression | undefined;
  /** Text that they contain, in any case. */
  text?: string | undefined;
  /** Whether the external id counts as text too. */
  withExternalId?: boolean | undefined;
  appTypes?: string[] | undefined;
  isFirstParty?: boolean | undefined;
  isGlobal?: boolean | undefined;
  method?: SearchedMethod | undefined;
  /** Entries that their metadata has. */
  metadata?: [key: string, value: string][] | undefined;
  created?: Period | undefined;
  updated?: Period | undefined;
  /** Only clients of which a secret, key or certificate expires within so many milliseconds, as reports show it. */
  expiringWithin?: number | undefined;
  /** Only clients of which one is older than so many milliseconds, and was not accepted within them. */
  unusedFor?: number | undefined;
  sort: { by: 'name' | 'client_id' | 'created_at' | 'updated_at'; descending: boolean };
}

/** Clients, read. */
export interface ClientStore {
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
  /** Finds clients; of a search that finds few in many, each call looks at some of them only. */
  search(search: ClientSearch, window: Window, options?: ClientReading): Promise<Found<ClientWithSecret>>;
  /** The same, without reading more than the cores. */
  searchCores(search: ClientSearch, window: Window): Promise<Found<ClientCore>>;
  /** How many a search finds, counting no further than `atMost`. */
  countFound(search: ClientSearch, atMost: number): Promise<number>;
  /** Whether there is a client of type `express_configuration`. */
  hasExpressConfiguration(): Promise<boolean>;
  /**
   * What authenticates a client now. What is cached and does not suffice is read anew, so that no refusal rests on
   * memory alone, and a refusal takes as long for a client that is not there.
   */
  authentication(
    clientId: string,
    suffices?: (known: ClientAuthentication) => boolean,
  ): Promise<ClientAuthentication | undefined>;
}

/** A secret that was found by its id, with what it is compared with. */
export interface IdentifiedSecret {
  clientId: string;
  secret: ClientSecret;
  digest: string;
  /** The key of the digest. */
  key: string;
}

/** What is known of the secrets of clients, but for the secrets themselves. */
export interface ClientSecretStore {
  /** Those that have not ended, newest first. */
  list(clientId: string): Promise<ClientSecret[]>;
  /** The secret of an id, whosever it is, also where it has ended. */
  identify(secretId: string): Promise<IdentifiedSecret | undefined>;
  /** The text of a secret that has not ended, where it is readable. */
  text(clientId: string, secretId: string): Promise<string | undefined>;
  /** Makes at most `limit` secrets unreadable whose deadline was before a time; returns how many. */
  sweep(before: number, limit: number): Promise<number>;
}

export interface CredentialStore {
  list(clientId: string): Promise<Credential[]>;
  find(clientId: string, credentialId: string): Promise<Credential | undefined>;
  /** The client that a credential belongs to. */
  ownerOf(credentialId: string): Promise<string | undefined>;
}

/** A stored API; `identifier` is absent on the system API, whose identifier follows from the issuer. */
export interface StoredResourceServer {
  resourceServer: ResourceServer;
  signingSecret?: string | undefined;
}

/** A stored API, with the time of its last change. */
export type FoundResourceServer = StoredResourceServer & { updatedAt: number };

export interface ResourceServerFilter {
  identifiers?: string[] | undefined;
}

/** Which APIs are searched, and in which order they are found: from the oldest, where no other is named. */
export interface ResourceServerSearch {
  test: (api: SearchedResourceServer) => boolean;
  sort: 'identifier' | 'name' | 'updated_at' | undefined;
}

export interface ResourceServerStore {
  findById(id: string, admit?: Admit): Promise<FoundResourceServer | undefined>;
  findByIdentifier(identifier: string, admit?: Admit): Promise<FoundResourceServer | undefined>;
  list(
    filter: ResourceServerFilter,
    window: Window,
    admit?: Admit,
  ): AsyncGenerator<Listed<StoredResourceServer>>;
  count(filter: ResourceServerFilter): Promise<number>;
  search(search: ResourceServerSearch, window: Window, admit?: Admit): Promise<Found<FoundResourceServer>>;
}

export interface ClientGrantFilter {
  clientId?: string | undefined;
  resourceServerId?: string | undefined;
  subjectType?: string | undefined;
  defaultFor?: string | undefined;
  allowAnyOrganization?: boolean | undefined;
}

/** A stored grant, with the time of its last change. */
export interface FoundClientGrant {
  grant: ClientGrant;
  updatedAt: number;
}

export interface ClientGrantStore {
  find(id: string): Promise<ClientGrant | undefined>;
  /** The same, with the time of its last change. */
  findRevised(id: string): Promise<FoundClientGrant | undefined>;
  /** The grant by which a client gets tokens of its own for an API: its own, or the default of third-party clients. */
  findForClient(clientId: string, resourceServerId: string): Promise<ClientGrant | undefined>;
  /** Grants with the identifiers of their APIs. */
  list(
    filter: ClientGrantFilter,
    window: Window,
    admit?: Admit,
  ): AsyncGenerator<Listed<{ grant: ClientGrant; audience: string }>>;
  count(filter: ClientGrantFilter): Promise<number>;
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

/** How connections are read for an answer. */
export interface ConnectionReading {
  admit?: Admit;
  /** Whether the ids of the clients that they are for are wanted; they are empty otherwise. */
  withClients?: boolean;
}

export interface ConnectionStore {
  find(id: string): Promise<StoredConnection | undefined>;
  list(
    filter: ConnectionFilter,
    window: Window,
    reading?: ConnectionReading,
  ): AsyncGenerator<Listed<StoredConnection>>;
  count(filter: ConnectionFilter): Promise<number>;
  /** The clients that a connection is for, oldest entry first. */
  clients(id: string, window: Window): AsyncGenerator<Listed<string>>;
}

/** Keys that sign access tokens; their private halves are sealed at rest. */
export interface SigningKeyStore {
  list(): Promise<TokenSigningKey[]>;
  /** Whether these keys, as `list` returned them, are known to be still the stored ones. */
  areCurrent(keys: readonly TokenSigningKey[]): boolean;
  /** Milliseconds after which, at most, all servers know of a committed change. */
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
  /** Whether a claim would be refused now; it claims nothing. */
  isSpent(clientId: string, jti: string, expiresAt: number): Promise<boolean>;
  /** Deletes at most `limit` entries that expired before `now`; returns how many. */
  sweep(now: number, limit: number): Promise<number>;
}

/**
 * Counts the tokens of clients that have a quota, exactly, over all servers that share the storage; how much a crash
 * may lose, the engine states.
 */
export interface TokenCountStore {
  /** Counts one more token of a client, unless a limit is reached already; returns the counts afterwards. */
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
  /** Adds failures by budget to the window that began at a time; returns what there is of each over all servers. */
  add(windowStart: number, failures: ReadonlyMap<string, number>): Promise<Map<string, number>>;
  /** Deletes at most `limit` counts of windows that began before a time; returns how many. */
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
  /** Deletes at most `limit` entries that are older than `before`; returns how many. */
  sweep(before: number, limit: number): Promise<number>;
}

/** The settings of the tenant. */
export interface TenantSettingsStore {
  /** What was set; nothing, where nothing was. */
  read(): Promise<TenantSettings>;
}

/** Which seed file the tenant began with, if any. */
export interface SeedStore {
  /** The digest of its content. */
  digest(): Promise<string | undefined>;
}

/** The tenant's first administrator, as it was recorded when it was made. */
export interface BootstrapStore {
  clientId(): Promise<string | undefined>;
}
