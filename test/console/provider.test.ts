import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { spawnServer } from '../contract/running-server.js';
import { describeConsole, type Served } from './console.js';
import type { Visitor } from './visitor.js';

const script = fileURLToPath(
  new URL('../../packages/server/test/console/openid-provider.mjs', import.meta.url),
);

/** A port that nobody listens on: the provider has to know the address of the console beforehand. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A server whose people sign in by an `oidc-provider` beside it. */
async function withProvider(): Promise<Served & { issuer: string }> {
  const port = await freePort();
  const provider = spawn(process.execPath, [script, `https://localhost:${port}/console/auth/callback`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line]: Buffer[] = await once(provider.stdout, 'data');
  const issuer = String(line).trim();
  const server = await spawnServer({
    flags: ['--https-port', String(port)],
    env: {
      CLIENTELE_CONSOLE_ISSUER: issuer,
      CLIENTELE_CONSOLE_CLIENT_ID: 'console',
      CLIENTELE_CONSOLE_CLIENT_SECRET: 'secret:of+the%console',
      CLIENTELE_CONSOLE_ACCESS: 'email:ann@example.com=all; group:operators=read:clients',
    },
  });
  return {
    server,
    issuer,
    certificateFile: join(server.dataFolder, 'leaf.pem'),
    async remove() {
      await server.remove();
      provider.kill();
    },
  };
}

describeConsole('signing in at the console by an OpenID provider', withProvider, (at) => {
  const signInAs = async (visitor: Visitor, person: string) => {
    const { page } = visitor;
    // Its own pages ask for a font.
    visitor.expects(/fonts\.googleapis|fonts\.gstatic/);
    await page.route(/googleapis|gstatic/, (route) => route.abort());
    await page.getByRole('link', { name: /^Sign in with/ }).click();
    await page.getByPlaceholder('Enter any login').fill(person);
    await page.getByPlaceholder('and password').fill('any');
    await page.getByRole('button', { name: 'Sign-in' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
  };

  it('leads back to the page that was asked for, and the account says who somebody is', async () => {
    const visitor = await at().visit();
    await visitor.go('/clients?type=spa');
    await signInAs(visitor, 'ann');
    await visitor.page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
    expect(visitor.page.url()).toContain('/console/clients?type=spa');
    await visitor.go('/account');
    await visitor.page.getByRole('heading', { name: 'Ann Example' }).waitFor();
    await visitor.page.getByText('Signed in by the OpenID provider.').waitFor();
  });

  it('gives somebody of a group no more than the group may do, whatever their name is', async () => {
    const visitor = await at().visit();
    await visitor.go('/clients');
    await signInAs(visitor, 'bob');
    await visitor.page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
    await visitor.page.getByRole('button', { name: 'Account of <b>Bob</b>\\u202e' }).waitFor();
    const places = visitor.page.getByRole('navigation', { name: 'Main' }).getByRole('link');
    expect(await places.allInnerTexts()).toEqual(['Clients', 'API reference']);
  });

  it('tells somebody who is not allowed, and lets them in nowhere', async () => {
    const visitor = await at().visit();
    await visitor.go('/clients');
    await signInAs(visitor, 'eve');
    await visitor.page.getByRole('alert').getByText('nobody has given you access').waitFor();
    await visitor.go('/clients');
    await visitor.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });
});
