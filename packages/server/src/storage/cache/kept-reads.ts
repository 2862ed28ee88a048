import type { ClientCore, ClientGrant, TenantSettings } from '@clientele/model';
import { type BoundedMap, boundedMap } from '../../limits/bounded-map.js';
import type { FoundResourceServer, StoredClient } from '../port/stores.js';
import type { StoredAuthentication } from '../registry/clients.js';
import type { ReadCache, Reads } from './read-cache.js';

const megabyte = 1024 * 1024;
const maxClients = 5000;

/** How much is kept at most over all tenants; all together, a quarter of the documented memory. docs/decisions/0074 */
const limits = {
  clients: { entries: maxClients, bytes: 24 * megabyte },
  cores: { entries: maxClients, bytes: 8 * megabyte },
  documents: { entries: maxClients, bytes: 32 * megabyte },
  apis: { entries: 1000, bytes: 24 * megabyte },
  apisById: { entries: 1000, bytes: 8 * megabyte },
  grants: { entries: maxClients, bytes: 24 * megabyte },
  settings: { entries: 1000, bytes: 8 * megabyte },
};

/** How much is kept of the grants of one client. */
export const grantsOfClient = { entries: 20, bytes: 8 * megabyte };

/** What all tenants keep of what they read. */
export interface KeptReads {
  clients: Reads<StoredAuthentication>;
  /** Of clients that call the Management API, or are looked at, without having asked this server for tokens. */
  cores: Reads<ClientCore>;
  documents: Reads<StoredClient>;
  /** By identifier. */
  apis: Reads<FoundResourceServer>;
  apisById: Reads<FoundResourceServer>;
  /** By client, so that all grants of one can be forgotten. */
  grants: BoundedMap<ReadCache<ClientGrant>>;
  settings: Reads<TenantSettings>;
}

/** A place for what all tenants of a server read. */
export function keptReads(): KeptReads {
  return {
    clients: boundedMap(limits.clients),
    cores: boundedMap(limits.cores),
    documents: boundedMap(limits.documents),
    apis: boundedMap(limits.apis),
    apisById: boundedMap(limits.apisById),
    grants: boundedMap(limits.grants),
    settings: boundedMap(limits.settings),
  };
}
