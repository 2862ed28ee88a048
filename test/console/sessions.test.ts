import { expect, it } from 'vitest';
import { describeConsole, developmentServer } from './console.js';
import { goSignedIn, signIn } from './pages.js';

describeConsole('sessions at the console', developmentServer, (at) => {
  it('end in all tabs, where what was entered is kept while its author signs in again', async () => {
    const { management, server } = at();
    const visitor = await at().visit();
    const page = await goSignedIn(visitor, '/clients/new', server);
    await page.getByLabel('Name').fill('Entered before');
    const second = await visitor.context.newPage();
    await second.goto(`${visitor.origin}/console/clients`);
    await second.getByRole('button', { name: /^Account of/ }).click();
    await second.getByRole('menuitem', { name: 'Sign out' }).click();
    await second.getByRole('heading', { name: 'Sign in' }).waitFor();

    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.getByText('what you entered on this page is kept').waitFor();
    await signIn(visitor, server);
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.getByLabel('Name').inputValue()).toBe('Entered before');
    await page.getByRole('button', { name: 'Register it', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Entered before is registered' }).waitFor();
    const found = await management.get<{ clients: object[] }>('clients/search?q=Entered');
    expect(found.clients).toHaveLength(1);
  });

  it('end everywhere at once, in every browser', async () => {
    const { server } = at();
    const [first, second] = [await at().visit(), await at().visit()];
    second.expects(/401/);
    await goSignedIn(second, '/clients', server);
    const page = await goSignedIn(first, '/account', server);
    await expect
      .poll(() => page.getByRole('listitem').filter({ hasText: 'last used' }).count())
      .toBeGreaterThan(1);
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByLabel(/^Client secret/).waitFor();
    await second.page.reload();
    await second.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('outlast a network that goes away and comes back', async () => {
    const { management, server } = at();
    const { client_id: id } = await management.post('clients', { name: 'Far away' });
    const visitor = await at().visit();
    visitor.expects(/ERR_INTERNET_DISCONNECTED/);
    const page = await goSignedIn(visitor, `/clients/${id}/settings`, server);
    const description = page.getByRole('textbox', { name: 'Description', exact: true });
    await description.fill('Written meanwhile');
    await visitor.context.setOffline(true);
    const notice = page.getByText('The server cannot be reached.');
    await notice.waitFor();
    await visitor.context.setOffline(false);
    await notice.waitFor({ state: 'hidden' });
    expect(await description.inputValue()).toBe('Written meanwhile');
    await page.getByRole('button', { name: 'Review and save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'hidden' });
    expect(await management.get(`clients/${id}`)).toMatchObject({ description: 'Written meanwhile' });
  });
});
