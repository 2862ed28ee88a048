import { expect, it } from 'vitest';
import { describeConsole, developmentServer } from './console.js';
import { goSignedIn } from './pages.js';
import type { Visitor } from './visitor.js';

describeConsole('two who edit one client at the console', developmentServer, (at) => {
  const edit = async ({ page }: Visitor, values: Record<string, string>) => {
    for (const [label, value] of Object.entries(values))
      await page.getByRole('textbox', { name: label, exact: true }).fill(value);
    await page.getByRole('button', { name: 'Review and save' }).click();
    await page
      .getByRole('dialog', { name: 'What will change' })
      .getByRole('button', { name: 'Save' })
      .click();
  };
  const saved = ({ page }: Visitor) =>
    page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'hidden' });

  it('see what the other one changed, and choose', async () => {
    const { management, server } = at();
    const { client_id: id } = await management.post('clients', { name: 'Edited', description: 'As it was' });
    const [first, second] = [await at().visit(), await at().visit()];
    second.expects(/412/);
    for (const visitor of [first, second]) {
      await goSignedIn(visitor, `/clients/${id}/settings`, server);
      await visitor.page.getByRole('textbox', { name: 'Description', exact: true }).waitFor();
    }
    await edit(first, { Name: 'Edited by the first', Description: 'Of the first' });
    await saved(first);

    await edit(second, { Description: 'Of the second', 'Logo URI': 'https://app.example.com/logo.png' });
    const conflict = second.page.getByRole('dialog', { name: 'Somebody else changed this client' });
    await conflict.getByText('Edited by the first').waitFor();
    await conflict.getByText('You changed the same. Which shall it be?').waitFor();
    expect(await conflict.innerText()).toContain('Of the second');
    await conflict.getByText('Theirs', { exact: true }).last().click();
    await conflict.getByRole('button', { name: 'Go on with this' }).click();
    await conflict.waitFor({ state: 'hidden' });
    await second.page.getByRole('button', { name: 'Review and save' }).click();
    await second.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await saved(second);
    expect(await management.get(`clients/${id}`)).toMatchObject({
      name: 'Edited by the first',
      description: 'Of the first',
      logo_uri: 'https://app.example.com/logo.png',
    });
  });

  it('are told at the field what the server does not take, and lose nothing', async () => {
    const { management, server } = at();
    const { client_id: id } = await management.post('clients', { name: 'Mended' });
    const visitor = await at().visit();
    visitor.expects(/400/);
    const page = await goSignedIn(visitor, `/clients/${id}/settings`, server);
    const callbacks = page.getByRole('textbox', { name: 'Callbacks', exact: true });
    await edit(visitor, { Callbacks: 'https://a.example/cb\nnot a url' });
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await callbacks.inputValue()).toBe('https://a.example/cb\nnot a url');
    expect(await callbacks.getAttribute('aria-invalid')).toBe('true');
    await edit(visitor, { Callbacks: 'https://a.example/cb' });
    await saved(visitor);
    expect(await management.get(`clients/${id}`)).toMatchObject({ callbacks: ['https://a.example/cb'] });
  });

  it('are asked before they leave with what is not saved', async () => {
    const { management, server } = at();
    const { client_id: id } = await management.post('clients', { name: 'Left' });
    const visitor = await at().visit();
    const page = await goSignedIn(visitor, `/clients/${id}/settings`, server);
    const description = page.getByRole('textbox', { name: 'Description', exact: true });
    await description.fill('Not saved yet');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Log' }).click();
    await page
      .getByRole('dialog', { name: 'Leave without saving?' })
      .getByRole('button', { name: 'Stay' })
      .click();
    expect(await description.inputValue()).toBe('Not saved yet');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Log' }).click();
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Log' }).waitFor();
  });
});
