import type { QueryClient } from '@tanstack/react-query';
import type { SignedIn } from '../../session/session-context.js';
import { usesKeys } from '../words.js';
import { type ClientFilter, columnsOfSettings, filterIn } from './client-filter.js';
import { foundQuery } from './found-clients.js';

/** What the address asks for, as far as its reader may ask; the newest come first where that may be seen. */
export function filterFor({ can }: Pick<SignedIn, 'can'>, parameters: URLSearchParams): ClientFilter {
  const filter = filterIn(parameters);
  const seesSettings = can('read:clients', 'read:client_keys');
  const seesKeys = can('read:client_keys', 'read:client_credentials');
  const seesMethod = { secret: seesSettings, keys: seesKeys, either: seesSettings && seesKeys };
  return {
    ...filter,
    ...(!seesSettings && { party: '', metadata: '' }),
    ...(!seesKeys && { unused: '', expires: '' }),
    ...(!seesMethod[kindOf(filter.method)] && { method: '' }),
    ...(seesSettings
      ? { sort: filter.sort || 'created_at:desc', withoutGlobal: true }
      : {
          ...withoutTimes(filter.sort),
          columns: filter.columns.filter((name) => !columnsOfSettings.includes(name)),
        }),
  };
}

const kindOf = (method: string) =>
  method === 'client_secret' ? 'either' : usesKeys(method) ? 'keys' : 'secret';
const withoutTimes = (sort: string) => ({ sort: sort.includes('_at') ? '' : sort });

/** Begins to read the list while the page is not drawn yet. */
export async function readAhead(signedIn: SignedIn, queries: QueryClient): Promise<void> {
  if (!signedIn.can('read:clients', 'read:client_summary')) return;
  const filter = filterFor(signedIn, new URLSearchParams(window.location.search));
  await queries.prefetchQuery(foundQuery(signedIn.api, filter));
}
