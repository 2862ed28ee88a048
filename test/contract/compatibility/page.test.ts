import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { compatibilityPage } from './compatibility-page.js';

it('docs/compatibility.md says what was seen', async () => {
  const page = fileURLToPath(new URL('../../../docs/compatibility.md', import.meta.url));
  await expect(compatibilityPage()).toMatchFileSnapshot(page);
});
