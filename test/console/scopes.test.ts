import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeConsole, developmentServer } from './console.js';
import { goSignedIn } from './pages.js';

interface Scopes {
  scopes: { value: string; description?: string }[];
}

/** Holds changes of APIs back until they are let go. */
async function hold(page: Page) {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(
    (url) => url.pathname.includes('/api/v2/resource-servers/'),
    async (route) => {
      if (route.request().method() === 'PATCH') await held;
      await route.continue();
    },
  );
  return letGo;
}

describeConsole('the scopes of an API at the console', developmentServer, (at) => {
  it('are added as fast as they are typed, and none is lost', async () => {
    const { management, server } = at();
    const { id } = await management.post('resource-servers', {
      identifier: 'https://fast.example.com/',
      name: 'Fast',
    });
    const visitor = await at().visit();
    visitor.expects(/400/);
    const page = await goSignedIn(visitor, `/apis/${id}/scopes`, server);
    const field = page.getByRole('textbox', { name: 'Scope', exact: true });
    const { keyboard } = page;
    await field.waitFor();
    const letGo = await hold(page);
    await field.focus();
    for (const scope of ['read:parcels', 'write:parcels', 'burn:parcels']) {
      await keyboard.type(scope);
      await keyboard.press('Enter');
    }
    await page.getByText('Adding read:parcels, write:parcels, burn:parcels…').waitFor();
    await keyboard.type('send:');
    letGo();
    await page.getByRole('row', { name: /burn:parcels/ }).waitFor();
    await keyboard.type('parcels');
    await keyboard.press('Tab');
    await keyboard.type('Sends them');
    await keyboard.press('Enter');
    await page.getByRole('row', { name: /send:parcels/ }).waitFor();
    expect(await field.inputValue()).toBe('');
    const { scopes } = await management.get<Scopes>(`resource-servers/${id}`);
    expect(scopes).toEqual([
      { value: 'read:parcels' },
      { value: 'write:parcels' },
      { value: 'burn:parcels' },
      { value: 'send:parcels', description: 'Sends them' },
    ]);
  });

  it('come back where the server refuses them, or are named beside the next one', async () => {
    const { management, server } = at();
    const { id } = await management.post('resource-servers', {
      identifier: 'https://refused.example.com/',
      name: 'Refused',
    });
    const visitor = await at().visit();
    visitor.expects(/400/);
    const page = await goSignedIn(visitor, `/apis/${id}/scopes`, server);
    const field = page.getByRole('textbox', { name: 'Scope', exact: true });
    const tooLong = 'x'.repeat(300);
    await field.fill(tooLong);
    await field.press('Enter');
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.inputValue()).toBe(tooLong);

    const letGo = await hold(page);
    await field.press('Enter');
    await field.fill('read:parcels');
    letGo();
    const notice = page.getByRole('alert').filter({ hasText: 'was not added' });
    await notice.filter({ hasText: tooLong }).waitFor();
    await field.press('Enter');
    await page.getByRole('row', { name: /read:parcels/ }).waitFor();
    await notice.getByRole('button', { name: 'Let it go' }).click();
    await notice.waitFor({ state: 'hidden' });
    const { scopes } = await management.get<Scopes>(`resource-servers/${id}`);
    expect(scopes).toEqual([{ value: 'read:parcels' }]);
  });
});
