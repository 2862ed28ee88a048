import { expect, it } from 'vitest';
import { askForToken } from '../contract/management.js';
import { describeConsole, developmentServer } from './console.js';
import { allowApi, createWithSecret, goSignedIn, openTab, requestToken } from './pages.js';

describeConsole('a rotation at the console', developmentServer, (at) => {
  it('ends when the verdict says that nobody uses the old secret any more', async () => {
    const visitor = await at().visit();
    const page = await goSignedIn(visitor, '/clients/new', at().server);
    const { id, secret: old } = await createWithSecret(visitor, 'Rotating robot');
    await allowApi(page, /Management API/, ['read:clients']);

    await openTab(page, 'Credentials');
    await page.getByRole('button', { name: 'Rotate…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('The present secret goes on working').selectOption('One hour');
    await dialog.getByRole('button', { name: 'Rotate', exact: true }).click();
    const next = await dialog.getByLabel(/^Client secret/).inputValue();
    expect(next).not.toBe(old);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Retiring', { exact: true }).waitFor();

    // Both work until the deadline, and the page sees that the old one is used.
    expect(await requestToken(page, { secret: old })).toContain('Verified');
    expect(await requestToken(page, { secret: next })).toContain('Verified');
    await openTab(page, 'Credentials');
    const verdict = page.getByRole('status').filter({ hasText: 'Looks at the' });
    await verdict.getByLabel('Looks at the').selectOption('last minute');
    await verdict.getByText('Not yet: one of them was used').waitFor();
    await expect
      .poll(() => verdict.innerText(), { timeout: 120_000, interval: 500 })
      .toContain('May the old ones be retired? Yes');

    await page.getByRole('button', { name: 'End now…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
    await page.getByText('Retiring', { exact: true }).waitFor({ state: 'hidden' });
    const { server } = at();
    const ask = async (client_secret: string) =>
      (await askForToken(server, { client_id: id, client_secret, audience: `${at().origin}/api/v2/` }))
        .status;
    expect(await ask(old)).toBe(401);
    expect(await ask(next)).toBe(200);
  });
});
