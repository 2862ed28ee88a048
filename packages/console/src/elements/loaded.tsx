import { Skeleton, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FailureNotice } from './failure-notice.js';

/** Shows what was read, that it is being read, or why it could not be. */
export function Loaded<T>({
  query,
  rows = 4,
  children,
}: {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  /** How many lines hold the place. */
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  const { data, error, refetch } = query;
  if (data !== undefined) return children(data);
  if (error) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap="sm" role="status" aria-busy="true" aria-label="Loading">
      {[...Array(rows).keys()].map((row) => (
        <Skeleton key={row} height={20} />
      ))}
    </Stack>
  );
}
