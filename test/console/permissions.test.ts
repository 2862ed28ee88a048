import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { atRest, seriousFindings } from './accessibility.js';
import { describeConsole, developmentServer } from './console.js';
import { goSignedIn, openTab } from './pages.js';

/** A client of whom its scopes are all that a visitor may do. */
async function newcomer(at: Parameters<Parameters<typeof describeConsole>[2]>[0], scope: readonly string[]) {
  const { management, origin } = at();
  const made = await management.post('clients', {
    name: `May ${scope.join(' ')}`,
    app_type: 'non_interactive',
  });
  const { client_id: clientId, client_secret: clientSecret } = made;
  await management.post('client-grants', { client_id: clientId, audience: `${origin}/api/v2/`, scope });
  return { clientId: String(clientId), clientSecret: String(clientSecret) };
}

/** Whether a button says that it cannot be used, and which scope is missing. */
async function expectMissing(button: Locator, scope: string) {
  expect(await button.getAttribute('aria-disabled')).toBe('true');
  const title = await button.getAttribute('title');
  if (title !== null) return expect(title).toContain(scope);
  await button.hover();
  await button.page().getByRole('tooltip').filter({ hasText: scope }).waitFor();
}

describeConsole('somebody of few scopes at the console', developmentServer, (at) => {
  it('sees clients and can change nothing, and no request is refused', async () => {
    const by = await newcomer(at, ['read:clients']);
    const visitor = await at().visit();
    const page = await goSignedIn(visitor, '/clients', by);
    await page.getByRole('link', { name: 'May read:clients' }).waitFor();
    const places = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
    expect(await places.allInnerTexts()).toEqual(['Clients', 'API reference']);
    await expectMissing(page.getByRole('button', { name: 'New client' }), 'create:clients');

    await visitor.go('/clients?method=private_key_jwt&q=May');
    await page.getByText('you do not have the scopes to filter by how they authenticate').waitFor();
    await page.getByRole('link', { name: 'May read:clients' }).click();
    await page.getByRole('tab', { name: 'Settings' }).waitFor();
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(['Settings', 'Quick start', 'Danger']);
    await page.getByText('and not change them. You need the scope update:clients').waitFor();
    const name = page.getByRole('textbox', { name: 'Name' });
    expect([await name.isEditable(), await name.inputValue()]).toEqual([false, 'May read:clients']);
    await atRest(page);
    expect(await seriousFindings(page)).toEqual([]);
    await openTab(page, 'Quick start');
    await page.getByRole('heading', { name: 'From your application' }).waitFor();
    await openTab(page, 'Danger');
    await expectMissing(page.getByRole('button', { name: 'Delete…' }), 'delete:clients');
    await expectMissing(page.getByRole('button', { name: 'Disable…' }), 'update:clients');
    await page.getByRole('button', { name: 'Delete…' }).click({ force: true });
    expect(await page.getByRole('dialog').count()).toBe(0);

    // Addresses of pages that are not for this visitor ask for nothing that is refused either.
    for (const to of [
      '/overview',
      '/log',
      '/apis',
      '/connections',
      '/signing-keys',
      '/settings',
      '/account',
    ]) {
      await visitor.go(to);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
    }
  });

  it('sees nothing but the own account without a scope that shows anything', async () => {
    const by = await newcomer(at, ['create:connections']);
    const visitor = await at().visit();
    const page = await goSignedIn(visitor, '/', by);
    await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
    const places = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
    expect(await places.allInnerTexts()).toEqual(['API reference']);
    for (const to of ['/clients', '/clients/new', '/log', '/apis'])
      await visitor.go(to).then(() => page.waitForLoadState('networkidle'));
  });
});
