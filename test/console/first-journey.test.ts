import { expect, it } from 'vitest';
import { describeConsole, developmentServer, linkOf } from './console.js';
import { allowApi, createWithSecret, requestToken } from './pages.js';

describeConsole('the first minutes at the console', developmentServer, (at) => {
  it('leads from the link of the banner to a client and its token, and the link works once', async () => {
    const visitor = await at().visit();
    const { page } = visitor;
    const link = linkOf(at().served.server);
    await page.goto(link);
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    expect(page.url()).not.toContain('link=');

    const { id, secret } = await createWithSecret(visitor, 'Invoice robot');
    await allowApi(page, /Management API/, ['read:clients']);
    expect(await requestToken(page, { secret })).toContain('Verified');
    expect(await at().management.get(`clients/${id}`)).toMatchObject({
      name: 'Invoice robot',
      app_type: 'non_interactive',
    });

    const other = await at().visit();
    other.expects(/401/);
    await other.page.goto(link);
    await other.page.getByRole('alert').waitFor();
    await other.page.getByLabel(/^Client secret/).waitFor();
  });
});
