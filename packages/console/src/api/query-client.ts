import { QueryClient } from '@tanstack/react-query';
import { isConnectionFailure } from './failure.js';

/** What was read is shown at once and read again; only a lost connection is tried again by itself. */
export const newQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => isConnectionFailure(error) && failures < 3,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
