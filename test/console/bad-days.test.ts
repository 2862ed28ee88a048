import { expect, it } from 'vitest';
import { describeConsole, developmentServer } from './console.js';
import { createWithSecret, goSignedIn, openTab } from './pages.js';

const hour = 3_600_000;

interface Secrets {
  secrets: { state: string; expires_at?: string }[];
}

const fewRequests = () => developmentServer({ CLIENTELE_RATE_LIMIT: '1' });

describeConsole('a console whose requests are limited', fewRequests, (at) => {
  it('shows all of a page once the server lets it, and loses nothing', async () => {
    const { server } = at();
    const visitor = await at().visit();
    visitor.expects(/429/);
    let refused = 0;
    visitor.page.on('response', (answer) => {
      if (answer.status() === 429) refused += 1;
    });
    const page = await goSignedIn(visitor, '/clients/new', server);
    const { id } = await createWithSecret(visitor, 'Patient robot');
    for (const tab of ['Credentials', 'APIs', 'Log', 'Settings', 'Overview']) await openTab(page, tab);
    await openTab(page, 'Settings');
    await page.getByRole('textbox', { name: 'Description', exact: true }).fill('Written under a limit');
    await page.getByRole('button', { name: 'Review and save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'hidden' });
    expect(refused).toBeGreaterThan(0);
    await expect
      .poll(() => at().management.get(`clients/${id}`))
      .toMatchObject({ description: 'Written under a limit' });
  });
});

describeConsole('bad days at the console', developmentServer, (at) => {
  it('keeps what was entered where something in between answers for the server', async () => {
    const { server, management } = at();
    const visitor = await at().visit();
    visitor.expects(/50[02]/);
    const page = await goSignedIn(visitor, '/clients/new', server);
    const created = (url: URL) => url.pathname.endsWith('/api/v2/clients');
    await page.route(created, (route) =>
      route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>502 Bad Gateway</h1>' }),
    );
    await page.getByLabel('Name').fill('Through a proxy');
    const register = page.getByRole('button', { name: 'Register it', exact: true });
    await register.click();
    await page.getByRole('alert').filter({ hasText: 'The server answered with status 502.' }).waitFor();
    await page.unroute(created);
    await register.click();
    await page.getByRole('heading', { level: 1, name: 'Through a proxy is registered' }).waitFor();
    const found = await management.get<{ clients: object[] }>('clients/search?q=proxy');
    expect(found.clients).toHaveLength(1);

    const read = (url: URL) => url.pathname.endsWith('/api/v2/connections');
    await page.route(read, (route) => route.fulfill({ status: 500, body: '' }));
    await visitor.go('/connections');
    await page.getByText('The server answered with status 500.').waitFor();
    await page.unroute(read);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The server answered with status 500.').waitFor({ state: 'hidden' });
  });

  it.each([hour, -hour])('goes by the clock of the server where the own one is %i ms off', async (off) => {
    const { server, management } = at();
    const visitor = await at().visit();
    await visitor.page.clock.install({ time: Date.now() + off });
    const page = await goSignedIn(visitor, '/clients/new', server);
    await page.getByText(/clock of this computer is 60 minutes/).waitFor();
    const { id } = await createWithSecret(visitor, `Off by ${off}`);
    await openTab(page, 'Credentials');
    await page.getByRole('button', { name: 'Rotate…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('The present secret goes on working').selectOption('One hour');
    await dialog.getByRole('button', { name: 'Rotate', exact: true }).click();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Retiring', { exact: true }).waitFor();
    await page.getByText(/^in (1 hour|60 minutes|59 minutes)$/).waitFor();
    const { secrets } = await management.get<Secrets>(`clients/${id}/secrets`);
    const retiring = secrets.find(({ state }) => state === 'retiring');
    const left = Date.parse(String(retiring?.expires_at)) - Date.now();
    expect([left > hour - 120_000, left <= hour]).toEqual([true, true]);
  });
});
