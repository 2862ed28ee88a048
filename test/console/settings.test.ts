import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeConsole, developmentServer } from './console.js';
import { goSignedIn, signIn } from './pages.js';
import type { Visitor } from './visitor.js';

const bar = (page: Page) => page.getByRole('region', { name: 'Unsaved changes' });

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Review and save' }).click();
  await page.getByRole('dialog', { name: 'What will change' }).getByRole('button', { name: 'Save' }).click();
}

const isInView = (page: Page) =>
  page.evaluate(() => {
    const { top = -1, bottom = -1 } = document.activeElement?.getBoundingClientRect() ?? {};
    return top >= 0 && bottom <= innerHeight;
  });

describeConsole('the settings at the console', developmentServer, (at) => {
  const settingsOf = async (name: string): Promise<{ id: string; visitor: Visitor; page: Page }> => {
    const { client_id: id } = await at().management.post('clients', { name });
    const visitor = await at().visit({ height: 600 });
    const page = await goSignedIn(visitor, `/clients/${id}/settings`, at().server);
    await page.getByRole('textbox', { name: 'Description', exact: true }).waitFor();
    return { id: String(id), visitor, page };
  };

  it('lead to the field that the server names, wherever it is hidden', async () => {
    const { id, visitor, page } = await settingsOf('Refused');
    visitor.expects(/400/);
    const group = page.getByRole('button', { name: /^Requests/ });
    await group.click();
    const expiry = page.getByRole('textbox', { name: 'PAR request expiry' });
    await expiry.fill('0');
    await group.click();
    await expiry.waitFor({ state: 'hidden' });
    await page.getByLabel('Find a property').fill('description');
    await save(page);
    await bar(page).getByRole('alert').filter({ hasText: 'Not saved: PAR request expiry' }).waitFor();
    await expect.poll(() => expiry.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await group.getAttribute('aria-expanded')).toBe('true');
    expect(await expiry.getAttribute('aria-invalid')).toBe('true');
    expect(await isInView(page)).toBe(true);

    await expiry.fill('60');
    const lifetime = page.getByRole('textbox', { name: 'Lifetime in seconds' });
    await lifetime.fill('-1');
    // All that the server would refuse is named at once, though it names the first.
    const callbacks = page.getByRole('textbox', { name: 'Callbacks', exact: true });
    await callbacks.fill('not a url');
    await page.getByLabel('Find a property').focus();
    await save(page);
    await bar(page)
      .getByRole('alert')
      .filter({ hasText: 'Not saved: JWT configuration, Callbacks' })
      .waitFor();
    await expect.poll(() => callbacks.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await isInView(page)).toBe(true);
    expect(await lifetime.getAttribute('aria-invalid')).toBe('true');
    expect(await callbacks.getAttribute('aria-invalid')).toBe('true');
    await lifetime.fill('3600');
    await callbacks.fill('https://a.example/cb');
    await expect.poll(() => callbacks.getAttribute('aria-invalid')).not.toBe('true');
    await page.getByLabel('Find a property').focus();
    await save(page);
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
    await bar(page).waitFor({ state: 'hidden' });
    expect(await at().management.get(`clients/${id}`)).toMatchObject({
      callbacks: ['https://a.example/cb'],
      par_request_expiry: 60,
      jwt_configuration: { lifetime_in_seconds: 3600 },
    });
  });

  it('lead to what the server says where it names no property', async () => {
    const { visitor, page } = await settingsOf('Refused as a whole');
    visitor.expects(/500/);
    await page.getByRole('textbox', { name: 'Allowed origins' }).fill('https://a.example');
    await page.route(
      (url) => url.pathname.includes('/api/v2/clients/'),
      (route) =>
        route.request().method() === 'PATCH' ? route.fulfill({ status: 500, body: '' }) : route.continue(),
    );
    await save(page);
    await bar(page).getByRole('button', { name: 'see why' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('status 500');
    expect(await isInView(page)).toBe(true);
  });

  it('hold back what is no JSON, and a name that nobody can see', async () => {
    const { id, page } = await settingsOf('Held back');
    const scopes = page.getByRole('textbox', { name: 'Scopes', exact: true });
    await scopes.fill('{ "email": ');
    await page.getByText(/^Expected JSON/).waitFor();
    await page.getByRole('textbox', { name: 'Description', exact: true }).fill('Something else');
    await bar(page).getByText('To be mended before it is saved: JWT configuration').waitFor();
    await page.getByRole('button', { name: 'Review and save' }).click();
    await expect.poll(() => scopes.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await scopes.inputValue()).toBe('{ "email": ');

    await scopes.fill('{ "email": ["email"] }');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('\u200b ');
    await page.getByText('A name needs a character that can be seen.').waitFor();
    await bar(page).getByText('To be mended before it is saved: Name').waitFor();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Seen');
    await save(page);
    await bar(page).waitFor({ state: 'hidden' });
    expect(await at().management.get(`clients/${id}`)).toMatchObject({
      name: 'Seen',
      description: 'Something else',
      jwt_configuration: { scopes: { email: ['email'] } },
    });
  });

  it('ask before they throw changes away', async () => {
    const { page } = await settingsOf('Discarded');
    const description = page.getByRole('textbox', { name: 'Description', exact: true });
    const scopes = page.getByRole('textbox', { name: 'Scopes', exact: true });
    await description.fill('Not for long');
    await scopes.fill('{');
    await bar(page).getByRole('button', { name: 'Discard' }).click();
    const dialog = page.getByRole('dialog', { name: 'Discard your changes?' });
    await dialog.getByText('Description, JWT configuration').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await description.inputValue()).toBe('Not for long');
    await bar(page).getByRole('button', { name: 'Discard' }).click();
    await dialog.getByRole('button', { name: 'Discard' }).click();
    await bar(page).waitFor({ state: 'hidden' });
    expect([await description.inputValue(), await scopes.inputValue()]).toEqual(['', '']);
  });

  it('cannot be saved by whoever signs in again and may not change them', async () => {
    const { management, origin } = at();
    const { client_id: clientId, client_secret: clientSecret } = await management.post('clients', {
      name: 'Reader',
      app_type: 'non_interactive',
    });
    await management.post('client-grants', {
      client_id: clientId,
      audience: `${origin}/api/v2/`,
      scope: ['read:clients'],
    });
    const { visitor, page } = await settingsOf('Of somebody else');
    await page.getByRole('textbox', { name: 'Description', exact: true }).fill('Entered before');
    const second = await visitor.context.newPage();
    await second.goto(`${visitor.origin}/console/clients`);
    await second.getByRole('button', { name: /^Account of/ }).click();
    await second.getByRole('menuitem', { name: 'Sign out' }).click();
    await second.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByRole('dialog', { name: 'Sign in again' }).waitFor();
    await signIn(visitor, { clientId: String(clientId), clientSecret: String(clientSecret) });
    const button = bar(page).getByRole('button', { name: 'Review and save' });
    await expect.poll(() => button.getAttribute('aria-disabled')).toBe('true');
    await button.hover();
    await page.getByRole('tooltip').filter({ hasText: 'update:clients' }).waitFor();
    await button.click({ force: true });
    expect(await page.getByRole('dialog', { name: 'What will change' }).count()).toBe(0);
  });
});

describeConsole('a new client at the console', developmentServer, (at) => {
  it('begins at its name, and says at the field what is wrong', async () => {
    const { management, server } = at();
    const visitor = await at().visit();
    visitor.expects(/400/);
    const page = await goSignedIn(visitor, '/clients', server);
    await page
      .getByRole('button', { name: 'New client' })
      .or(page.getByRole('link', { name: 'New client' }))
      .click();
    const name = page.getByRole('textbox', { name: 'Name' });
    await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
    await name.fill('   ');
    await page.getByRole('button', { name: 'Register it' }).click();
    await page.getByText('A name needs a character that can be seen.').waitFor();
    await name.fill('Long described');
    const description = page.getByRole('textbox', { name: 'Description (optional)' });
    await description.fill('x'.repeat(200));
    expect(await description.inputValue()).toHaveLength(200);
    await page.getByRole('button', { name: 'Register it' }).click();
    await page.getByText('String is too long (200 chars), maximum 140').waitFor();
    expect(await description.evaluate((field) => field === document.activeElement)).toBe(true);
    await description.fill('Short');
    await page.getByRole('button', { name: 'Register it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Long described is registered' }).waitFor();
    const found = await management.get<{ clients: object[] }>('clients/search?q=Long');
    expect(found.clients).toHaveLength(1);
  });
});
