import type { TokenSigningKey } from '@clientele/model';
import type { News } from '../port/news.js';
import type { SigningKeyStore } from '../port/stores.js';

/** Knows whether the keys that were read last are still the stored ones. docs/decisions/0056 */
export function cachedSigningKeys(
  store: SigningKeyStore,
  { tenant, news }: { tenant: string; news: News },
): { store: SigningKeyStore; close(): void } {
  let current: readonly TokenSigningKey[] | undefined;
  let changes = 0;
  const close = news.subscribe((item) => {
    if (item.tenant !== tenant && item.tenant !== undefined) return;
    if (item.what !== 'signing keys' && item.what !== 'everything') return;
    current = undefined;
    changes += 1;
  });
  return {
    close,
    store: {
      ...store,
      async list() {
        const before = changes;
        const keys = await store.list();
        if (changes === before) current = keys;
        return keys;
      },
      areCurrent: (keys) => keys === current && news.isArriving(),
      knownAfter: news.bound,
    },
  };
}
