import { useHotkeys } from '@mantine/hooks';

/** Ctrl-K or Cmd-K opens the search, also from within a field. */
export function usePaletteKey(open: () => void): void {
  useHotkeys([['mod+K', open]], []);
}
