import { useQueryClient } from '@tanstack/react-query';

/** Reads grants again, wherever they are shown. */
export function useRefreshGrants() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['grants'] });
}
