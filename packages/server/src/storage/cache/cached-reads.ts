import type { ClientCore, ClientGrant, TenantSettings } from '@clientele/model';
import { boundedMap } from '../../limits/bounded-map.js';
import type { News, NewsItem } from '../port/news.js';
import type { ClientGrantStore, ClientStore, ResourceServerStore, StoredClient } from '../port/stores.js';
import {
  authenticationAt,
  findClient,
  readAuthentication,
  type StoredAuthentication,
} from '../registry/clients.js';
import type { StoreContext } from '../registry/context.js';
import type { RegistryStores } from '../registry/stores.js';
import { cachedSigningKeys } from './cached-signing-keys.js';
import { grantsOfClient, type KeptReads } from './kept-reads.js';
import { type ReadCache, readCache } from './read-cache.js';

/** What the caches of a tenant work with. */
export interface CacheOptions {
  kept: KeptReads;
  news: News;
}

/** Stores that answer from memory where they can. */
export interface CachedStores {
  stores: RegistryStores;
  /** Forgets what was read, and listens no more. */
  close(): void;
}

/**
 * Keeps in memory what each token needs: clients with all that authenticates them, APIs, and grants. What the news of a
 * change concerns is forgotten. What expires is kept with its expiry, and looked at against the clock at each use. While news
 * of changes by other servers does not arrive, all is read from the database. docs/decisions/0040, 0055
 */
export function cachedReads(
  context: StoreContext,
  stores: RegistryStores,
  { kept, news }: CacheOptions,
): CachedStores {
  const { tenant } = context;
  let closed = false;
  // What is read after the end hears of no change, so it is not cached.
  const heard = { ...news, isArriving: () => !closed && news.isArriving() };
  const caches = cachesOf(context, stores, { kept, news: heard });
  const unsubscribe = news.subscribe((item) => {
    if (item.tenant === tenant || item.tenant === undefined) forget(item, tenant, caches);
  });
  const signingKeys = cachedSigningKeys(stores.signingKeys, { tenant, news });
  return {
    stores: {
      ...stores,
      clients: cachedClients(context, stores.clients, caches),
      resourceServers: cachedResourceServers(stores.resourceServers, caches),
      clientGrants: cachedClientGrants(stores.clientGrants, { tenant, kept, news: heard }),
      signingKeys: signingKeys.store,
      settings: { read: async () => (await caches.settings.find('')) ?? {} },
    },
    close() {
      closed = true;
      unsubscribe();
      signingKeys.close();
      forget({ tenant, what: 'everything' }, tenant, caches);
    },
  };
}

type ApiCache = ReadCache<NonNullable<Awaited<ReturnType<ResourceServerStore['findById']>>>>;

interface Caches {
  kept: KeptReads;
  clients: ReadCache<StoredAuthentication>;
  cores: ReadCache<ClientCore>;
  documents: ReadCache<StoredClient>;
  apis: ApiCache;
  apisById: ApiCache;
  settings: ReadCache<TenantSettings>;
}

function cachesOf(context: StoreContext, stores: RegistryStores, { kept, news }: CacheOptions): Caches {
  const { clients, resourceServers } = stores;
  const options = { owner: context.tenant, newsArrives: news.isArriving };
  return {
    kept,
    clients: readCache((id) => readAuthentication(context, id), { reads: kept.clients, ...options }),
    cores: readCache((id) => clients.core(id), { reads: kept.cores, ...options }),
    documents: readCache((id, admit) => findClient(context, id, { admit }), {
      reads: kept.documents,
      ...options,
    }),
    apis: readCache(resourceServers.findByIdentifier, { reads: kept.apis, ...options }),
    apisById: readCache(resourceServers.findById, { reads: kept.apisById, ...options }),
    settings: readCache(() => stores.settings.read(), { reads: kept.settings, ...options }),
  };
}

/** What is forgotten beyond one client is seldom, and so is forgotten of all tenants at once. */
function forget(item: NewsItem, tenant: string, caches: Caches): void {
  if (item.what === 'signing keys') return;
  if (item.what === 'settings') {
    caches.settings.forget('');
    return;
  }
  const { kept, clients, cores, documents } = caches;
  if (item.what === 'client') {
    for (const cache of [clients, cores, documents]) cache.forget(item.clientId);
    kept.grants.delete(grantsKey(tenant, item.clientId));
    return;
  }
  for (const reads of [kept.apis, kept.apisById]) reads.clear();
  if (item.what === 'resource servers') return;
  for (const reads of [kept.clients, kept.cores, kept.documents, kept.grants, kept.settings]) reads.clear();
}

function cachedClients(
  { now }: StoreContext,
  store: ClientStore,
  { clients, cores, documents }: Pick<Caches, 'clients' | 'cores' | 'documents'>,
): ClientStore {
  return {
    ...store,
    async find(clientId, options) {
      // Secrets are for few to see; they do not stay in memory for it.
      if (options?.withSecret) return store.find(clientId, options);
      return documents.find(clientId, options?.admit);
    },
    core(clientId) {
      const kept = clients.kept(clientId);
      return kept ? kept.then((known) => known?.client ?? cores.find(clientId)) : cores.find(clientId);
    },
    async authentication(clientId, suffices = () => true) {
      const kept = await clients.kept(clientId);
      const cached = kept && authenticationAt(kept, now());
      if (cached && suffices(cached)) return cached;
      const stored = await clients.read(clientId);
      // It is kept with the rest now.
      cores.forget(clientId);
      return stored && authenticationAt(stored, now());
    },
  };
}

function cachedResourceServers(
  store: ResourceServerStore,
  { apis, apisById }: Pick<Caches, 'apis' | 'apisById'>,
): ResourceServerStore {
  return {
    ...store,
    findById: (id, admit) => apisById.find(id, admit),
    findByIdentifier: (identifier, admit) => apis.find(identifier, admit),
  };
}

function cachedClientGrants(
  store: ClientGrantStore,
  { tenant, kept, news }: CacheOptions & { tenant: string },
): ClientGrantStore {
  function grantsOf(clientId: string): ReadCache<ClientGrant> {
    const key = grantsKey(tenant, clientId);
    const known = kept.grants.get(key);
    if (known) return known;
    const made: ReadCache<ClientGrant> = readCache((apiId) => store.findForClient(clientId, apiId), {
      reads: boundedMap(grantsOfClient),
      newsArrives: news.isArriving,
      grown(bytes) {
        if (kept.grants.get(key) === made) kept.grants.set(key, made, bytes);
      },
    });
    kept.grants.set(key, made, 0);
    return made;
  }
  return { ...store, findForClient: (clientId, apiId) => grantsOf(clientId).find(apiId) };
}

function grantsKey(tenant: string, clientId: string): string {
  return `${tenant} ${clientId}`;
}
