import { Badge, createTheme } from '@mantine/core';

/** Fonts of the system, so that nothing has to be fetched. */
const sans =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, Cantarell, "Helvetica Neue", sans-serif';
const mono =
  'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace';

/** How the console looks, where it differs from Mantine. */
export const theme = createTheme({
  fontFamily: sans,
  fontFamilyMonospace: mono,
  headings: { fontFamily: sans, fontWeight: '650' },
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 8 },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  autoContrast: true,
  components: { Badge: Badge.extend({ defaultProps: { tt: 'none', fw: 600 } }) },
});
