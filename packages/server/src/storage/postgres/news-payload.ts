import type { NewsItem } from '../port/news.js';

/** Reads what a trigger announced; what is not understood, such as a later version's, may concern anything. */
export function parseNews(payload: string): NewsItem {
  const everything: NewsItem = { tenant: undefined, what: 'everything' };
  try {
    const { tenant, what, clientId } = JSON.parse(payload) as Record<string, unknown>;
    if (typeof tenant !== 'string') return everything;
    if (what === 'client' && typeof clientId === 'string') return { tenant, what, clientId };
    if (what === 'resource servers' || what === 'signing keys' || what === 'settings')
      return { tenant, what };
    return { tenant, what: 'everything' };
  } catch {
    return everything;
  }
}
