import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeConsole, developmentServer } from './console.js';
import { goSignedIn } from './pages.js';

/** The rows of the log that say something. */
const rowsOf = (page: Page, text: string) =>
  page.getByRole('main').getByRole('listitem').filter({ hasText: text });

describeConsole('the log at the console', developmentServer, (at) => {
  it('finds what its rows say, also where that is the name of a client', async () => {
    const { management, server } = at();
    const { client_id: id } = await management.post('clients', { name: 'Sought robot' });
    await management.patch(`clients/${id}`, { description: 'Found by its name' });
    const visitor = await at().visit();
    const page = await goSignedIn(visitor, '/log?type=sapi&q=Sought%20robot', server);
    await rowsOf(page, 'Changed a client Sought robot: description').waitFor();
    await page.getByLabel('Text').fill('No such robot');
    await page.getByText('No events').waitFor();
  });

  it('shows what is new at once when live, and only announces it while something is read', async () => {
    const { management, server } = at();
    const visitor = await at().visit();
    const page = await goSignedIn(visitor, '/log?live=yes', server);
    await page.getByText('Live: new events').waitFor();
    await management.post('clients', { name: 'Live robot' });
    const row = rowsOf(page, 'Created a client Live robot');
    await row.waitFor();

    await row.getByRole('button').first().click();
    await management.post('clients', { name: 'Later robot' });
    await page.getByText('1 new event').waitFor();
    expect(await rowsOf(page, 'Created a client Later robot').count()).toBe(0);
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await rowsOf(page, 'Created a client Later robot').waitFor();
    // What was read is still open.
    expect(await row.getByRole('button', { expanded: true }).count()).toBeGreaterThan(0);
  });

  it('is reached by the id of a request alone; signing out is, too', async () => {
    const visitor = await at().visit();
    const page = await goSignedIn(visitor, '/account', at().server);
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Go to' });
    const request = page.getByRole('option', { name: /Request in the log/ });
    await field.fill(`0123abcd-4567-7${randomUUID().slice(15)}`);
    await request.waitFor();
    await field.fill('payments');
    await request.waitFor({ state: 'detached' });
    await field.fill('sign out');
    await page.getByRole('option', { name: /Sign out/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  });
});
