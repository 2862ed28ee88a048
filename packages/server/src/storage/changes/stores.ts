import type { ChangingStores } from '../port/change.js';
import { changingAnswers } from './answers.js';
import { changingBootstrap } from './bootstrap-client.js';
import type { Change } from './change.js';
import { changingClientGrants } from './client-grants.js';
import { changingClientSecrets } from './client-secrets.js';
import { changingClients } from './clients.js';
import { changingConnections } from './connections.js';
import { changingCredentials } from './credentials.js';
import { changingDeadlines } from './deadlines.js';
import { changingResourceServers } from './resource-servers.js';
import { changingSeed } from './seed.js';
import { changingSigningKeys } from './signing-keys.js';
import { changingTenantSettings } from './tenant-settings.js';

/** What a change works with; each store is made when it is asked for. */
export function changingStores(change: Change): ChangingStores {
  return {
    get clients() {
      return changingClients(change);
    },
    get clientSecrets() {
      return changingClientSecrets(change);
    },
    get credentials() {
      return changingCredentials(change);
    },
    get resourceServers() {
      return changingResourceServers(change);
    },
    get clientGrants() {
      return changingClientGrants(change);
    },
    get connections() {
      return changingConnections(change);
    },
    get signingKeys() {
      return changingSigningKeys(change);
    },
    get settings() {
      return changingTenantSettings(change);
    },
    get answers() {
      return changingAnswers(change);
    },
    get deadlines() {
      return changingDeadlines(change);
    },
    get bootstrap() {
      return changingBootstrap(change);
    },
    get seed() {
      return changingSeed(change);
    },
  };
}
