import { expect, it } from 'vitest';
import { ask } from '../contract/management.js';
import { describeConsole, developmentServer } from './console.js';
import { goSignedIn, openTab } from './pages.js';

describeConsole('clients and their log at the console', developmentServer, (at) => {
  it('deletes a client only when its name is typed', async () => {
    const { management, server } = at();
    const { client_id: id } = await management.post('clients', { name: 'Doomed' });
    const visitor = await at().visit();
    const page = await goSignedIn(visitor, `/clients/${id}/danger`, server);
    await page.getByRole('button', { name: 'Delete…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete the client?' });
    const action = dialog.getByRole('button', { name: 'Delete for good' });
    await dialog.getByText('Secrets: 1').waitFor();
    await dialog.getByLabel(/to confirm/).fill('Doom');
    expect(await action.isDisabled()).toBe(true);
    await dialog.getByLabel(/to confirm/).fill('Doomed');
    await action.click();
    await page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
    expect(await management.statusOf(`clients/${id}`)).toBe(404);
  });

  it('finds clients by text and filters that stay in the address, and disables several with a preview', async () => {
    const { management, server } = at();
    const ids: string[] = [];
    for (const name of ['Paper mill', 'Paper plane', 'Paper cut'])
      ids.push(String((await management.post('clients', { name, app_type: 'spa' })).client_id));
    const visitor = await at().visit();
    const page = await goSignedIn(visitor, '/clients', server);
    await page.getByLabel('Search by name, id or description').fill('paper');
    await page.getByRole('button', { name: /^Filters/ }).click();
    await page.getByRole('combobox', { name: 'Type' }).selectOption('Single-page app');
    await page.getByText('3 of 3 clients').waitFor();
    await expect.poll(() => page.url()).toMatch(/q=paper.*type=spa|type=spa.*q=paper/);
    await page.reload();
    await page.getByText('3 of 3 clients').waitFor();

    await page.getByLabel('Choose Paper mill').check();
    await page.getByLabel('Choose Paper cut').check();
    await page.getByRole('button', { name: 'Disable…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Disable 2 clients' });
    await dialog.getByRole('listitem').nth(1).waitFor();
    expect(await dialog.getByRole('listitem').allInnerTexts()).toHaveLength(2);
    await dialog.getByRole('button', { name: 'Disable' }).click();
    await dialog.getByText('2 disabled.').waitFor();
    const disabled = await Promise.all(
      ids.map(async (id) => (await management.get(`clients/${id}`)).disabled),
    );
    expect(disabled.filter((one) => one === true)).toHaveLength(2);

    // They stay chosen, to be deleted next.
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('button', { name: 'Delete…' }).click();
    const deletion = page.getByRole('dialog', { name: 'Delete 2 clients' });
    const action = deletion.getByRole('button', { name: 'Delete', exact: true });
    expect(await action.isDisabled()).toBe(true);
    await deletion.getByLabel('Type 2 to confirm').fill('2');
    await action.click();
    await deletion.getByText('2 deleted.').waitFor();
    const left = await Promise.all(ids.map((id) => management.statusOf(`clients/${id}`)));
    expect(left.sort()).toEqual([200, 404, 404]);
  });

  it('tells by the request id why a request was refused', async () => {
    const { management, server, origin } = at();
    const { client_id: id } = await management.post('clients', { name: 'Refused robot' });
    const { headers } = await ask(server, {
      method: 'POST',
      path: '/oauth/token',
      body: {
        grant_type: 'client_credentials',
        client_id: id,
        client_secret: 'no',
        audience: `${origin}/api/v2/`,
      },
    });
    const requestId = String(headers['x-request-id']);
    const visitor = await at().visit();
    const page = await goSignedIn(visitor, '/log', server);
    await page.getByRole('button', { name: /^Filters/ }).click();
    await page.getByLabel('Request id').fill(requestId);
    const events = page.getByRole('main').getByRole('listitem');
    await expect.poll(() => events.count(), { timeout: 20_000 }).toBe(1);
    const event = events.first();
    if ((await event.getByText('Why it was refused:').count()) === 0)
      await event.getByRole('button').first().click();
    await event.getByText('Why it was refused:').waitFor();
    await event.getByText('What helps:').waitFor();
    await event.getByRole('link', { name: 'Refused robot' }).click();
    await openTab(page, 'Log');
    await page.getByRole('main').getByRole('listitem').first().waitFor();
  });
});
