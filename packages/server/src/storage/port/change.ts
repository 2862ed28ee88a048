import type {
  Client,
  ClientGrant,
  ClientSecret,
  ClientTimes,
  Credential,
  LogActor,
  NewSecret,
  Revision,
  TenantSettings,
  TokenSigningKey,
} from '@clientele/model';
import type { ChangingAnswers } from './answers.js';
import type { ChangingDeadlines } from './deadlines.js';
import type {
  BootstrapStore,
  ClientGrantStore,
  ClientSecretStore,
  ClientStore,
  ConnectionStore,
  CredentialStore,
  FoundClientGrant,
  FoundResourceServer,
  ResourceServerStore,
  SeedStore,
  SigningKeyStore,
  StoredClient,
  StoredConnection,
  StoredResourceServer,
  TenantSettingsStore,
} from './stores.js';

/** Who asked for a change; written into the log events that go with it. */
export type Actor = LogActor;

/** A secret that becomes the primary one of its client, and for how many seconds those before it go on working. */
export interface SecretReplacement {
  made: NewSecret;
  overlap: number;
}

/** What a pure change makes of a client: its next state, and a secret that replaces the present ones. */
export interface ClientChange {
  client: Client;
  secret?: SecretReplacement | undefined;
}

/**
 * Looks at an object and where it stands before it is changed or deleted, while nothing else can change it; throws to
 * refuse. Nothing is there where one that does not exist is deleted. docs/decisions/0088
 */
export type Precondition<Stored> = (stored?: { object: Stored; revision: Revision }) => void | Promise<void>;

/** A client with all that is made together with it. */
export interface NewClient {
  client: Client;
  secret: NewSecret;
  credentials: Credential[];
  /** The API that it is the client of. */
  resourceServerId?: string | undefined;
  grant?: ClientGrant | undefined;
}

export interface ChangingClients extends Pick<ClientStore, 'find' | 'core' | 'secret'> {
  /** Throws ConflictError('client') for an id in use. */
  create(entry: NewClient): Promise<ClientTimes>;
  /** Runs the pure change on the current state, which is locked meanwhile. */
  update(
    clientId: string,
    change: (current: Client, credentials: Credential[]) => ClientChange,
    precondition?: Precondition<Client>,
  ): Promise<StoredClient | undefined>;
  /** Takes secrets, credentials and grants along; false when there was no such client. */
  delete(clientId: string, precondition?: Precondition<Client>): Promise<boolean>;
}

/** A client's secrets as a change looks at them. */
export interface CurrentSecrets {
  client: Client;
  /** Also those that have ended. */
  secrets: readonly ClientSecret[];
  /** The id of the secret that has this text, of those that have not ended. */
  isHeld(text: string): Promise<string | undefined>;
}

/** What a change makes of a client's secrets; one that is new comes with its text. */
export interface SecretsChange {
  secrets: ClientSecret[];
  added?: NewSecret | undefined;
}

export interface ChangingClientSecrets extends ClientSecretStore {
  /** Runs the change on the client's secrets, which are locked meanwhile; undefined without such a client. */
  change(
    clientId: string,
    to: (current: CurrentSecrets) => SecretsChange | Promise<SecretsChange>,
  ): Promise<ClientSecret[] | undefined>;
}

export interface ChangingCredentials extends CredentialStore {
  /** `check` sees the client's credentials and throws to refuse; undefined without such a client. */
  add(
    clientId: string,
    credential: Credential,
    check: (existing: Credential[]) => void,
  ): Promise<Credential | undefined>;
  update(
    clientId: string,
    credentialId: string,
    change: (current: Credential) => Credential,
  ): Promise<Credential | undefined>;
  /** Deletes it and takes it out of the client's methods through `detach`. */
  delete(
    clientId: string,
    credentialId: string,
    detach: (client: Client, credentialId: string) => Client,
  ): Promise<boolean>;
}

export interface ChangingResourceServers extends Pick<ResourceServerStore, 'findById' | 'findByIdentifier'> {
  /** Throws ConflictError('identifier'). */
  create(entry: StoredResourceServer): Promise<Revision>;
  update(
    id: string,
    change: (current: StoredResourceServer) => StoredResourceServer,
    precondition?: Precondition<StoredResourceServer>,
  ): Promise<FoundResourceServer | undefined>;
  /** Takes its grants along. */
  delete(id: string, precondition?: Precondition<StoredResourceServer>): Promise<boolean>;
}

export interface ChangingClientGrants extends Pick<ClientGrantStore, 'find' | 'findForClient'> {
  /** Throws ConflictError('client grant') for a second grant of one kind, AbsentError without its client or API. */
  create(grant: ClientGrant): Promise<Revision>;
  update(
    id: string,
    change: (current: ClientGrant) => ClientGrant,
    precondition?: Precondition<ClientGrant>,
  ): Promise<FoundClientGrant | undefined>;
  delete(id: string, precondition?: Precondition<ClientGrant>): Promise<boolean>;
}

/** Which clients a connection shall be for, and no longer be for. */
export interface ConnectionClientsChange {
  enable: string[];
  disable: string[];
}

export interface ChangingConnections extends Pick<ConnectionStore, 'find'> {
  /** Throws ConflictError('connection') for a name in use, AbsentError for a client that is not there. */
  create(entry: StoredConnection): Promise<void>;
  /** Throws AbsentError for a client that is not there. */
  update(
    id: string,
    change: (current: StoredConnection) => StoredConnection,
  ): Promise<StoredConnection | undefined>;
  delete(id: string): Promise<boolean>;
  /** False without such a connection. Throws AbsentError for a client that is not there. */
  changeClients(id: string, change: ConnectionClientsChange): Promise<boolean>;
}

export interface ChangingSigningKeys extends Pick<SigningKeyStore, 'list'> {
  /** Runs the pure change on the keys, one after the other over all servers; returns the keys that there are then. */
  change(to: (current: TokenSigningKey[]) => TokenSigningKey[]): Promise<TokenSigningKey[]>;
}

export interface ChangingTenantSettings extends TenantSettingsStore {
  /** Runs the pure change on the current settings, one after the other over all servers; returns what they are then. */
  update(to: (current: TenantSettings) => TenantSettings): Promise<TenantSettings>;
}

export interface ChangingBootstrap extends BootstrapStore {
  /** Makes client, secret and grant together with the record that they were made; throws ConflictError('client') where there is one. */
  create(entry: { client: Client; secret: NewSecret; grant: ClientGrant }): Promise<Revision>;
}

export interface ChangingSeed extends SeedStore {
  /** Records which seed file is applied by this change; throws ConflictError('seed') where one was applied before. */
  record(digest: string): Promise<void>;
}

/** The stores of a tenant inside a change: they see what it has done so far, and remember nothing. */
export interface ChangingStores {
  readonly clients: ChangingClients;
  readonly clientSecrets: ChangingClientSecrets;
  readonly credentials: ChangingCredentials;
  readonly resourceServers: ChangingResourceServers;
  readonly clientGrants: ChangingClientGrants;
  readonly connections: ChangingConnections;
  readonly signingKeys: ChangingSigningKeys;
  readonly settings: ChangingTenantSettings;
  readonly answers: ChangingAnswers;
  readonly deadlines: ChangingDeadlines;
  readonly bootstrap: ChangingBootstrap;
  readonly seed: ChangingSeed;
}
