import type { Client, ClientCore, ClientGrant } from '@clientele/model';
import { type BoundedMap, boundedMap } from '../../limits/bounded-map.js';
import type { Invalidations, Outdated } from '../port/news.js';
import type {
  ClientGrantStore,
  ClientStore,
  CredentialStore,
  ResourceServerStore,
  TenantStorage,
} from '../port/port.js';
import { authenticationAt, findClient, readAuthentication } from '../registry/clients.js';
import type { StoreContext } from '../registry/context.js';
import { announcedSigningKeys } from '../registry/signing-keys.js';
import { type ReadCache, readCache } from './read-cache.js';

const megabyte = 1024 * 1024;
const maxClients = 5000;

/** How much each cache keeps at most; all together, a quarter of the documented memory. docs/decisions/0074 */
const limits = {
  clients: { entries: maxClients, bytes: 24 * megabyte },
  cores: { entries: maxClients, bytes: 8 * megabyte },
  documents: { entries: maxClients, bytes: 32 * megabyte },
  apis: { entries: 1000, bytes: 24 * megabyte },
  apisById: { entries: 1000, bytes: 8 * megabyte },
  grants: { entries: maxClients, bytes: 24 * megabyte },
  grantsOfClient: { entries: 20, bytes: 8 * megabyte },
};

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
  const caches = cachesOf(context, stores, invalidations.arrive);
  invalidations.subscribe((outdated) => {
    if (outdated.tenant === tenant || outdated.tenant === undefined) forget(outdated, caches);
  });
  return {
    ...stores,
    clients: cachedClients(context, stores.clients, { ...caches, announce }),
    credentials: announcingCredentials(stores.credentials, announce),
    resourceServers: cachedResourceServers(stores.resourceServers, { ...caches, announce }),
    clientGrants: cachedClientGrants(stores.clientGrants, {
      ...caches,
      announce,
      newsArrives: invalidations.arrive,
    }),
    signingKeys: announcedSigningKeys(stores.signingKeys, { tenant, invalidations }),
  };
}

type ApiCache = ReadCache<NonNullable<Awaited<ReturnType<ResourceServerStore['findById']>>>>;

interface Caches {
  clients: ReadCache<NonNullable<Awaited<ReturnType<typeof readAuthentication>>>>;
  /** Of clients that call the Management API, or are looked at, without having asked this server for tokens. */
  cores: ReadCache<ClientCore>;
  documents: ReadCache<Client>;
  /** By identifier. */
  apis: ApiCache;
  apisById: ApiCache;
  /** By client, so that all grants of one can be forgotten. */
  grants: BoundedMap<ReadCache<ClientGrant>>;
}

function cachesOf(context: StoreContext, stores: TenantStorage, newsArrives: () => boolean): Caches {
  const { resourceServers } = stores;
  return {
    clients: readCache((clientId) => readAuthentication(context, clientId), {
      limit: limits.clients,
      newsArrives,
    }),
    cores: readCache((clientId) => stores.clients.core(clientId), { limit: limits.cores, newsArrives }),
    documents: readCache((clientId, admit) => findClient(context, clientId, { admit }), {
      limit: limits.documents,
      newsArrives,
    }),
    apis: readCache(resourceServers.findByIdentifier, { limit: limits.apis, newsArrives }),
    apisById: readCache(resourceServers.findById, { limit: limits.apisById, newsArrives }),
    grants: boundedMap(limits.grants),
  };
}

function forget(outdated: Outdated, { clients, cores, documents, apis, apisById, grants }: Caches): void {
  if (outdated.what === 'client') {
    for (const cache of [clients, cores, documents]) cache.forget(outdated.clientId);
    grants.delete(outdated.clientId);
    return;
  }
  if (outdated.what === 'signing keys') return;
  for (const cache of [apis, apisById]) cache.clear();
  if (outdated.what === 'resource servers') return;
  for (const cache of [clients, cores, documents, grants]) cache.clear();
}

function cachedClients(
  { now }: StoreContext,
  store: ClientStore,
  {
    clients,
    cores,
    documents,
    announce,
  }: Pick<Caches, 'clients' | 'cores' | 'documents'> & { announce: Announce },
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
      return documents.find(clientId, options?.admit);
    },
    core(clientId) {
      const kept = clients.kept(clientId);
      return kept ? kept.then((known) => known?.client ?? cores.find(clientId)) : cores.find(clientId);
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
      cores.forget(clientId);
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
  { apis, apisById, announce }: Pick<Caches, 'apis' | 'apisById'> & { announce: Announce },
): ResourceServerStore {
  return {
    ...store,
    findById: (id, admit) => apisById.find(id, admit),
    findByIdentifier: (identifier, admit) => apis.find(identifier, admit),
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
    const made: ReadCache<ClientGrant> = readCache(read, {
      limit: limits.grantsOfClient,
      newsArrives,
      grown(bytes) {
        if (grants.get(clientId) === made) grants.set(clientId, made, bytes);
      },
    });
    grants.set(clientId, made, 0);
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
