import { expect, it } from 'vitest';
import { atRest, seriousFindings, tabTo } from './accessibility.js';
import { describeConsole, developmentServer } from './console.js';
import { allowApi, createWithSecret, goSignedIn, openTab, requestToken, signIn } from './pages.js';

describeConsole('the console for everybody', developmentServer, (at) => {
  it.each(['light', 'dark'] as const)(
    'has nothing serious on any page, %s',
    { timeout: 600_000 },
    async (theme) => {
      const { management, server } = at();
      const visitor = await at().visit({ theme });
      visitor.expects(/401.*\/oauth\/token/);
      const { page } = visitor;
      const findings: Record<string, string[]> = {};
      const look = async (name: string) => {
        await atRest(page);
        const found = await seriousFindings(page);
        if (found.length > 0) findings[name] = found;
      };
      await visitor.go('/sign-in');
      await page.getByLabel(/^Client secret/).waitFor();
      await look('sign in');
      await signIn(visitor, server);
      const { id, secret } = await createWithSecret(visitor, `Seen in ${theme}`);
      await allowApi(page, /Management API/, ['read:clients']);
      await requestToken(page, { secret });
      await look('a token');
      await requestToken(page, { secret: 'wrong' });
      await look('a refusal');
      const { id: apiId } = await management.post('resource-servers', {
        identifier: `https://${theme}.example.com/`,
        name: 'Orders',
        scopes: [{ value: 'read:orders', description: 'Reads' }],
      });
      const { id: connectionId } = await management.post('connections', {
        name: `users-${theme}`,
        strategy: 'auth0',
      });

      const tabs = ['overview', 'settings', 'credentials', 'apis', 'quick-start', 'log', 'danger'];
      const places = [
        ...[
          '/overview',
          '/clients',
          '/clients/new',
          '/apis',
          '/connections',
          '/signing-keys',
          '/log',
          '/settings',
        ],
        ...['/account', '/no-such-page', `/apis/${apiId}`, `/connections/${connectionId}`],
        ...tabs.map((tab) => `/clients/${id}/${tab}`),
      ];
      for (const place of places) {
        await visitor.go(place);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await look(place);
        for (const tab of place.startsWith('/apis/') || place.startsWith('/connections/')
          ? await page.getByRole('tab').all()
          : []) {
          await tab.click();
          await look(`${place} ${await tab.innerText()}`);
        }
      }

      await visitor.go(`/clients/${id}/credentials`);
      for (const [tab, button] of [
        ['Credentials', 'Rotate…'],
        ['Credentials', 'Add a key…'],
        ['Credentials', 'Switch the method…'],
        ['APIs', 'Allow an API…'],
        ['Danger', 'Delete…'],
      ] as const) {
        await openTab(page, tab);
        await page.getByRole('button', { name: button }).click();
        await page.getByRole('dialog').waitFor();
        await look(`dialog ${button}`);
        await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
      }
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Go to' }).fill('c');
      await look('palette');
      expect(findings).toEqual({});
    },
  );

  it('lets somebody register a client and rotate its secret by the keyboard alone', async () => {
    const visitor = await at().visit();
    const page = await goSignedIn(visitor, '/overview', at().server);
    const { keyboard } = page;
    await keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Go to' }).waitFor();
    await keyboard.type('new client');
    await page.getByRole('option', { name: /New client/ }).waitFor();
    await keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'New client' }).waitFor();
    const name = page.getByRole('textbox', { name: 'Name' });
    await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
    await keyboard.type('Typed robot');
    await tabTo(page, /^Register it/);
    await keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Typed robot is registered' }).waitFor();
    await tabTo(page, /^Done/);
    await keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Typed robot', exact: true }).waitFor();

    await tabTo(page, /^Quick start$/);
    while ((await page.evaluate(() => document.activeElement?.textContent)) !== 'Credentials')
      await keyboard.press('ArrowLeft');
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Secrets' }).waitFor();
    await tabTo(page, /^Rotate…/);
    await keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Rotate the secret' }).waitFor();
    await tabTo(page, /^The present secret goes on working/);
    await keyboard.type('One hour');
    await tabTo(page, /^Rotate$/);
    await keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'The new secret' }).waitFor();
    await tabTo(page, /^Done/);
    await keyboard.press('Enter');
    await page.getByText('Retiring', { exact: true }).waitFor();
    // The focus is where it was, not lost at the top of the page.
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Rotate…');
  });

  it('moves nothing where its user wants less motion', async () => {
    const visitor = await at().visit({ reducedMotion: 'reduce' });
    const page = await goSignedIn(visitor, '/clients/new', at().server);
    await createWithSecret(visitor, 'Still robot');
    await openTab(page, 'Danger');
    await page.evaluate(() => {
      const moved: string[] = [];
      Object.assign(window, { moved });
      const note = (event: Event) => {
        const { propertyName = '' } = event as TransitionEvent;
        if (!['color', 'background-color', 'border-color'].some((name) => propertyName.includes(name)))
          moved.push(`${event.type} ${propertyName}`);
      };
      for (const type of ['transitionrun', 'animationstart']) document.addEventListener(type, note);
    });
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    expect(await page.evaluate(() => (window as unknown as { moved: string[] }).moved)).toEqual([]);
  });
});
