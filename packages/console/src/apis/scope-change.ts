import type { ResourceServerScope } from '@clientele/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { failureOf } from '../api/failure.js';
import { onlyIf } from '../api/only-if.js';
import { useSignedIn } from '../session/session-context.js';
import { apiKey, type ReadApi, readApi } from './read-api.js';

/** The scopes of an API, which are changed as a whole. */
export type Scopes = readonly ResourceServerScope[];

/** Changes the scopes by what they are now. */
export type ChangeScopes = (next: (now: Scopes) => Scopes) => Promise<void>;

/** Changes the scopes as they are now, one change after the other: what somebody else changed meanwhile stays. */
export function useScopeChange(apiId: string, id: string): ChangeScopes {
  const { api } = useSignedIn();
  const queries = useQueryClient();
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const make: ChangeScopes = async (next) => {
    for (let attempts = 0; ; attempts++) {
      const read = await readApi(api, id);
      try {
        await api.resourceServers.update(
          { id },
          { scopes: [...next(read.api.scopes ?? [])] },
          onlyIf(read.etag),
        );
        break;
      } catch (error) {
        if (failureOf(error).status !== 412 || attempts > 2) throw error;
      }
    }
    queries.setQueryData<ReadApi>(apiKey(apiId), await readApi(api, id));
    await queries.invalidateQueries({ queryKey: ['apis'] });
  };
  return (next) => {
    const change = last.current.then(() => make(next));
    last.current = change.catch(() => undefined);
    return change;
  };
}
