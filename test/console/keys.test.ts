import { expect, it } from 'vitest';
import { describeConsole, developmentServer } from './console.js';
import {
  allowApi,
  createWithKey,
  createWithSecret,
  goSignedIn,
  openTab,
  requestToken,
  textOf,
} from './pages.js';

describeConsole('keys at the console', developmentServer, (at) => {
  it('registers a client with a key pair made in the browser, which gets a token by a signed assertion', async () => {
    const visitor = await at().visit();
    const page = await goSignedIn(visitor, '/clients/new', at().server);
    const { id, pem } = await createWithKey(visitor, 'Key robot');
    expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    const sent: string[] = [];
    page.on('request', (request) => void sent.push(request.postData() ?? ''));
    await allowApi(page, /Management API/, ['read:clients']);
    expect(await requestToken(page, { pem })).toContain('Verified');
    const secretPart = pem.split('\n')[1] ?? '';
    expect(secretPart.length).toBeGreaterThan(40);
    expect(sent.filter((body) => body.includes(secretPart))).toEqual([]);
    expect(await at().management.get(`clients/${id}`)).toMatchObject({
      client_authentication_methods: { private_key_jwt: { credentials: [{ id: expect.any(String) }] } },
    });
  });

  it('moves a client from its secret to a key, after which no secret works', async () => {
    const visitor = await at().visit();
    await goSignedIn(visitor, '/clients/new', at().server);
    const { page } = visitor;
    const { id, secret } = await createWithSecret(visitor, 'Moving robot');
    await allowApi(page, /Management API/, ['read:clients']);
    expect(await requestToken(page, { secret })).toContain('Verified');

    await openTab(page, 'Credentials');
    await page.getByRole('button', { name: 'Add a key…' }).click();
    const downloaded = page.waitForEvent('download');
    await page.getByLabel('Name (optional)').fill('Key of 2027');
    await page.getByRole('button', { name: 'Make the pair and save the private half' }).click();
    const pem = await textOf(await downloaded);
    await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Switch the method…' }).click();
    const dialog = page.getByRole('dialog', { name: 'How does it authenticate?' });
    await dialog.getByRole('radio', { name: 'Signed assertion' }).check();
    await dialog.getByRole('checkbox', { name: 'Key of 2027' }).check();
    await dialog.getByText('no secret of this client works').waitFor();
    await dialog.getByRole('button', { name: 'Switch' }).click();
    await dialog.waitFor({ state: 'hidden' });

    expect(await requestToken(page, { pem })).toContain('Verified');
    expect(await at().management.get(`clients/${id}`)).toMatchObject({
      client_authentication_methods: { private_key_jwt: {} },
    });
  });

  it('tells which rule refuses an assertion', async () => {
    const visitor = await at().visit();
    await goSignedIn(visitor, '/clients/new', at().server);
    const { page } = visitor;
    await createWithKey(visitor, 'Checked robot');
    await openTab(page, 'Quick start');
    const section = page.getByRole('region', { name: 'Check an assertion' });
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    await section.getByLabel('Assertion').fill(`${part({ alg: 'ES256' })}.${part({ sub: 'somebody' })}.AAAA`);
    await section.getByRole('button', { name: 'Check it' }).click();
    await section.getByText('It would be refused.').waitFor();
    expect(await section.getByText('Broken').count()).toBeGreaterThan(0);
  });
});
