import type { Client, ClientGrant } from '@clientele/model';
import { boundedMap } from '../bounded-map.js';
import { authenticationAt, findClient, readAuthentication } from './clients.js';
import type { Invalidations, Outdated } from './invalidations.js';
import { type ReadCache, readCache } from './read-cache.js';
import { announcedSigningKeys } from './signing-keys.js';
import type {
  ClientGrantStore,
  ClientStore,
  CredentialStore,
  ResourceServerStore,
  TenantStorage,
} from './storage.js';
import type { StoreContext } from './store-context.js';

/** A client with its credentials takes some ten kilobytes, so that this many take some tens of megabytes. */
const maxClients = 5000;
const maxGrantsOfClient = 20;
const maxResourceServers = 1000;

type Announce = (
  outdated: { what: 'client'; clientId: string } | { what: 'resource servers' } | { what: 'everything' },
) => void;

/**
 * Keeps in memory what each token needs: clients with all that authenticates them, APIs, and grants. Every change that
 * goes through these stores is announced once it is committed, and what it concerns is forgotten. What expires is kept with its expiry, and
 * looked at against the clock at each use. While news of changes by other servers does not arrive, all is read from the
 * database. docs/decisions/0040, 0055
 */
export function withCachedReads(
  context: StoreContext,
  stores: TenantStorage,
  invalidations: Invalidations,
): TenantStorage {
  const { tenant } = context;
  const announce: Announce = (outdated) => invalidations.announce({ tenant, ...outdated });
  const newsArrives = invalidations.arrive;
  const clients = readCache(maxClients, (clientId) => readAuthentication(context, clientId), newsArrives);
  const documents = readCache(
    maxClients,
    (clientId) => findClient(context, context.db, clientId),
    newsArrives,
  );
  const apis = readCache(maxResourceServers, stores.resourceServers.find, newsArrives);
  const grants = boundedMap<ReadCache<ClientGrant>>(maxClients);
  invalidations.subscribe((outdated) => {
    if (outdated.tenant === tenant || outdated.tenant === undefined)
      forget(outdated, { clients, documents, apis, grants });
  });
  return {
    ...stores,
    clients: cachedClients(context, stores.clients, { clients, documents, announce }),
    credentials: announcingCredentials(stores.credentials, announce),
    resourceServers: cachedResourceServers(stores.resourceServers, { apis, announce }),
    clientGrants: cachedClientGrants(stores.clientGrants, { grants, announce, newsArrives }),
    signingKeys: announcedSigningKeys(stores.signingKeys, { tenant, invalidations }),
  };
}

interface Caches {
  clients: ReadCache<NonNullable<Awaited<ReturnType<typeof readAuthentication>>>>;
  /** Of clients that were not asked for tokens: what authenticates them need not be read to show them. */
  documents: ReadCache<Client>;
  apis: ReadCache<NonNullable<Awaited<ReturnType<ResourceServerStore['find']>>>>;
  /** By client, so that all grants of one can be forgotten. */
  grants: ReturnType<typeof boundedMap<ReadCache<ClientGrant>>>;
}

function forget(outdated: Outdated, { clients, documents, apis, grants }: Caches): void {
  if (outdated.what === 'client') {
    clients.forget(outdated.clientId);
    documents.forget(outdated.clientId);
    grants.delete(outdated.clientId);
    return;
  }
  if (outdated.what === 'signing keys') return;
  apis.clear();
  if (outdated.what === 'resource servers') return;
  clients.clear();
  documents.clear();
  grants.clear();
}

function cachedClients(
  { now }: StoreContext,
  store: ClientStore,
  { clients, documents, announce }: Pick<Caches, 'clients' | 'documents'> & { announce: Announce },
): ClientStore {
  return {
    ...store,
    create: (entry, by) =>
      store.create(entry, by).finally(() => {
        // It is written into the API.
        if (entry.resourceServerId !== undefined) announce({ what: 'resource servers' });
      }),
    async find(clientId, options) {
      // Secrets are for few to see; they do not stay in memory for it.
      if (options?.withSecret) return store.find(clientId, options);
      return (await clients.kept(clientId))?.client ?? documents.find(clientId);
    },
    update: (clientId, change, by) =>
      store.update(clientId, change, by).finally(() => announce({ what: 'client', clientId })),
    delete: (clientId, by) =>
      store.delete(clientId, by).finally(() => {
        announce({ what: 'client', clientId });
        announce({ what: 'resource servers' });
      }),
    async authentication(clientId, suffices = () => true) {
      const kept = await clients.kept(clientId);
      const remembered = kept && authenticationAt(kept, now());
      if (remembered && suffices(remembered)) return remembered;
      const stored = await clients.read(clientId);
      // It is kept with the rest now.
      documents.forget(clientId);
      return stored && authenticationAt(stored, now());
    },
  };
}

function announcingCredentials(store: CredentialStore, announce: Announce): CredentialStore {
  const after = <T>(clientId: string, change: Promise<T>) =>
    change.finally(() => announce({ what: 'client', clientId }));
  return {
    ...store,
    add: (clientId, ...rest) => after(clientId, store.add(clientId, ...rest)),
    update: (clientId, ...rest) => after(clientId, store.update(clientId, ...rest)),
    delete: (clientId, ...rest) => after(clientId, store.delete(clientId, ...rest)),
  };
}

function cachedResourceServers(
  store: ResourceServerStore,
  { apis, announce }: Pick<Caches, 'apis'> & { announce: Announce },
): ResourceServerStore {
  return {
    ...store,
    find: (idOrIdentifier) => apis.find(idOrIdentifier),
    update: (...change) => store.update(...change).finally(() => announce({ what: 'resource servers' })),
    // Its grants go with it, whosever they are.
    delete: (...api) => store.delete(...api).finally(() => announce({ what: 'everything' })),
  };
}

function cachedClientGrants(
  store: ClientGrantStore,
  {
    grants,
    announce,
    newsArrives,
  }: Pick<Caches, 'grants'> & { announce: Announce; newsArrives: () => boolean },
): ClientGrantStore {
  function grantsOf(clientId: string): ReadCache<ClientGrant> {
    const known = grants.get(clientId);
    if (known) return known;
    const read = (apiId: string) => store.findForClient(clientId, apiId);
    const made = readCache(maxGrantsOfClient, read, newsArrives);
    grants.set(clientId, made);
    return made;
  }
  /** A grant never changes hands, so that whom a change concerns can be read before it. */
  async function changing<T>(id: string, change: () => Promise<T>): Promise<T> {
    const clientId = (await store.find(id))?.client_id;
    return change().finally(() =>
      announce(clientId === undefined ? { what: 'everything' } : { what: 'client', clientId }),
    );
  }
  return {
    ...store,
    findForClient: (clientId, apiId) => grantsOf(clientId).find(apiId),
    update: (id, ...rest) => changing(id, () => store.update(id, ...rest)),
    delete: (id, by) => changing(id, () => store.delete(id, by)),
  };
}
