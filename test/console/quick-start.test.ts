import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { type Finished, finished } from '../programs/finished.js';
import { describeConsole, developmentServer } from './console.js';
import { allowApi, createWithKey, createWithSecret, goSignedIn, openTab, signIn } from './pages.js';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Copies the example in a language, with what is to be set first. */
async function copied(page: Page, language: string): Promise<{ first: string; code: string }> {
  await page.getByRole('radiogroup', { name: 'Language' }).getByText(language, { exact: true }).click();
  await page.getByRole('region', { name: language, exact: true }).waitFor();
  const copy = async (name: string) => {
    const button = page.getByRole('button', { name: `Copy ${name}`, exact: true });
    if ((await button.count()) === 0) return '';
    await button.click();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  return { first: await copy('Set first, in the shell'), code: await copy(language) };
}

/** Runs examples where a user would: beside the data folder of the server. */
async function run(
  { first, code, program }: { first: string; code: string; program?: 'token.mjs' },
  { dataFolder, files = {} }: { dataFolder: string; files?: Record<string, string> },
): Promise<Finished> {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-example-'));
  symlinkSync(dataFolder, join(folder, 'data'));
  symlinkSync(modules, join(folder, 'node_modules'));
  for (const [name, text] of Object.entries({ ...files, ...(program && { [program]: code }) }))
    writeFileSync(join(folder, name), text);
  const script = `${first}\n${program ? `node ${program}` : code}`;
  const ended = await finished(
    spawn('sh', ['-c', script], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  rmSync(folder, { recursive: true });
  return ended;
}

describeConsole('the quick start of a client', developmentServer, (at) => {
  it('has examples for its secret that work as copied, over https and over http', async () => {
    const { served, server } = at();
    const { dataFolder, httpUrl } = served.server;
    const visitor = await at().visit();
    const page = await goSignedIn(visitor, '/clients/new', server);
    const { id, secret } = await createWithSecret(visitor, 'Copied robot');
    await allowApi(page, /Management API/, ['read:clients', 'read:client_grants']);
    await openTab(page, 'Quick start');
    expect(await page.getByRole('region', { name: 'Check an assertion' }).count()).toBe(0);

    const withSecret = <Example extends { first: string }>(example: Example) => {
      expect(example.first).toContain("export CLIENT_SECRET='…'");
      return { ...example, first: example.first.replace('…', secret) };
    };
    const expectToken = async (curl: Awaited<ReturnType<typeof copied>>, node: typeof curl) => {
      expect(await run(withSecret(curl), { dataFolder })).toMatchObject({
        stdout: expect.stringContaining('"access_token":"ey'),
      });
      expect(await run({ ...withSecret(node), program: 'token.mjs' }, { dataFolder })).toMatchObject({
        stdout: expect.stringMatching(/^ey/),
        stderr: '',
      });
    };
    await expectToken(await copied(page, 'curl'), await copied(page, 'Node'));

    const go = page.getByRole('region', { name: 'Go', exact: true });
    await copied(page, 'Go');
    expect(await go.innerText()).toMatch(/\n\tconfig := /);
    const { code } = await copied(page, 'Terraform');
    expect(code).toContain('scopes = [\n    "read:client_grants",\n    "read:clients",\n  ]');

    const other = await at().visit();
    await other.page.goto(`${httpUrl}/console/clients/${id}/quick-start`);
    await signIn(other, server);
    const overHttp = await copied(other.page, 'curl');
    expect(overHttp.code).toContain(`${httpUrl}/oauth/token`);
    await expectToken(overHttp, await copied(other.page, 'Node'));
  });

  it('has an example for its key that reads the file that was saved', async () => {
    const { served, server } = at();
    const visitor = await at().visit();
    const page = await goSignedIn(visitor, '/clients/new', server);
    const { pem, file } = await createWithKey(visitor, 'Signing robot');
    await allowApi(page, /Management API/, ['read:clients']);
    await openTab(page, 'Quick start');
    await page.getByRole('region', { name: 'curl', exact: true }).waitFor();
    expect((await copied(page, 'curl')).first).toContain('export ASSERTION=');
    const node = await copied(page, 'Node');
    expect(node.code).toContain(file);
    const { dataFolder } = served.server;
    expect(
      await run({ ...node, program: 'token.mjs' }, { dataFolder, files: { [file]: pem } }),
    ).toMatchObject({
      stdout: expect.stringMatching(/^ey/),
      stderr: '',
    });
  });

  it('lets those choose who may not see how the client authenticates', async () => {
    const { management, origin } = at();
    const audience = `${origin}/api/v2/`;
    const made = await management.post('clients', { name: 'Reader', app_type: 'non_interactive' });
    const { client_id: clientId, client_secret: clientSecret } = made as Record<string, string>;
    const scope = ['read:client_summary', 'read:client_grants'];
    await management.post('client-grants', { client_id: clientId, audience, scope });
    const visitor = await at().visit();
    const page = await goSignedIn(visitor, `/clients/${clientId}/quick-start`, {
      clientId: String(clientId),
      clientSecret: String(clientSecret),
    });
    const section = page.getByRole('region', { name: 'A token now' });
    await section.getByLabel(/^Client secret/).waitFor();
    await page.getByRole('radiogroup', { name: 'It authenticates by' }).getByText('A key').click();
    await section.getByLabel('Private key').waitFor();
    await page.getByRole('region', { name: 'curl', exact: true }).getByText('client_assertion=').waitFor();
  });
});
