import { join } from 'node:path';
import { expect, it } from 'vitest';
import { replicasBehindProxy } from '../clients/replicas-behind-proxy.js';
import { spawnServer } from '../contract/running-server.js';
import { describeConsole, type Served } from './console.js';
import { allowApi, createWithSecret, goSignedIn, openTab, requestToken } from './pages.js';

/** Two servers, each of which gets every other request of a page. */
async function replicas(): Promise<Served> {
  const development = await spawnServer();
  const server = await replicasBehindProxy(development);
  return {
    server,
    certificateFile: join(development.dataFolder, 'leaf.pem'),
    async remove() {
      await server.remove();
      await development.remove();
    },
  };
}

describeConsole('a console of two servers on PostgreSQL behind a proxy', replicas, (at) => {
  it('leads from signing in to a client, its token, and a rotated secret', async () => {
    const visitor = await at().visit();
    const page = await goSignedIn(visitor, '/clients/new', at().server);
    const { id, secret } = await createWithSecret(visitor, 'Robot of both');
    await allowApi(page, /Management API/, ['read:clients']);
    expect(await requestToken(page, { secret })).toContain('Verified');
    await openTab(page, 'Credentials');
    await page.getByRole('button', { name: 'Rotate…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('The present secret goes on working').selectOption('One hour');
    await dialog.getByRole('button', { name: 'Rotate', exact: true }).click();
    const next = await dialog.getByLabel(/^Client secret/).inputValue();
    await dialog.getByRole('button', { name: 'Done' }).click();
    expect(await requestToken(page, { secret: next })).toContain('Verified');
    expect(await at().management.get(`clients/${id}`)).toMatchObject({ name: 'Robot of both' });
  });

  it('is left everywhere at once', async () => {
    const { server } = at();
    const [first, second] = [await at().visit(), await at().visit()];
    second.expects(/401/);
    await goSignedIn(second, '/clients', server);
    const page = await goSignedIn(first, '/account', server);
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByLabel(/^Client secret/).waitFor();
    // Each of the two servers is asked.
    for (const _ of [1, 2]) {
      await second.page.reload();
      await second.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    }
  });
});
