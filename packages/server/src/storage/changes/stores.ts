import type { ChangingStores } from '../port/change.js';
import { changingBootstrap } from './bootstrap-client.js';
import type { Change } from './change.js';
import { changingClientGrants } from './client-grants.js';
import { changingClients } from './clients.js';
import { changingConnections } from './connections.js';
import { changingCredentials } from './credentials.js';
import { changingResourceServers } from './resource-servers.js';
import { changingSigningKeys } from './signing-keys.js';

/** What a change works with. */
export function changingStores(change: Change): ChangingStores {
  return {
    clients: changingClients(change),
    credentials: changingCredentials(change),
    resourceServers: changingResourceServers(change),
    clientGrants: changingClientGrants(change),
    connections: changingConnections(change),
    signingKeys: changingSigningKeys(change),
    bootstrap: changingBootstrap(change),
  };
}
