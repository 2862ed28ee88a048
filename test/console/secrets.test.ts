import { expect, it } from 'vitest';
import { describeConsole, developmentServer } from './console.js';
import { createWithSecret, goSignedIn, openTab } from './pages.js';

const shownOnce = () => developmentServer({ CLIENTELE_CLIENT_SECRETS: 'once' });

describeConsole('a console of secrets that are shown once', shownOnce, (at) => {
  it('asks before somebody leaves a secret that was neither copied nor saved', async () => {
    const visitor = await at().visit();
    const page = await goSignedIn(visitor, '/clients/new', at().server);
    await page.getByLabel('Name').fill('Forgetful robot');
    await page.getByRole('button', { name: 'Register it', exact: true }).click();
    await page.getByText('this is the only time that it is shown').waitFor();
    const guard = page.getByRole('dialog', { name: 'Leave without the secret?' });
    await page.getByRole('link', { name: 'APIs', exact: true }).click();
    await guard.getByRole('button', { name: 'Stay' }).click();
    await guard.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Copy the secret' }).click();
    await page.getByRole('link', { name: 'APIs', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'APIs' }).waitFor();
  });
});

describeConsole('an overlap at the console', developmentServer, (at) => {
  it('of so many seconds is said before anything is rotated', async () => {
    const visitor = await at().visit();
    visitor.expects(/400/);
    const page = await goSignedIn(visitor, '/clients/new', at().server);
    const { id } = await createWithSecret(visitor, 'Careful robot');
    await openTab(page, 'Credentials');
    await page.getByRole('button', { name: 'Rotate…' }).click();
    const dialog = page.getByRole('dialog');
    const rotate = dialog.getByRole('button', { name: 'Rotate', exact: true });
    await dialog.getByLabel('The present secret goes on working').selectOption('Other…');
    expect(await rotate.isDisabled()).toBe(true);
    const seconds = dialog.getByRole('textbox', { name: 'Seconds' });
    await seconds.fill('many');
    await seconds.blur();
    await dialog.getByText('Expected a whole number of seconds.').waitFor();
    expect(await rotate.isDisabled()).toBe(true);
    await seconds.fill('999999999999');
    await rotate.click();
    await expect.poll(() => seconds.getAttribute('aria-invalid')).toBe('true');
    await seconds.fill('7200');
    await rotate.click();
    const done = dialog.getByRole('button', { name: 'Done' });
    await done.waitFor();
    expect(await dialog.getByRole('button', { name: 'Close' }).count()).toBe(0);
    await done.click();
    await page.getByText('Retiring', { exact: true }).waitFor();
    const { secrets } = await at().management.get<{ secrets: { state: string }[] }>(`clients/${id}/secrets`);
    expect(secrets.map(({ state }) => state).sort()).toEqual(['primary', 'retiring']);
  });
});
