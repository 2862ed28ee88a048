import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
// Inside node_modules, so that the examples find the packages as they do in the repository.
const examples = join(root, 'node_modules', '.readme-examples');

let server: SpawnedServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clientele-'));
  server = await spawnServer({ dataFolder: join(folder, 'data') });
  mkdirSync(examples, { recursive: true });
});
afterAll(async () => {
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
  rmSync(examples, { recursive: true, force: true });
});

/** The JavaScript examples of the README, in their order, pointed at the server under test. */
function exampleCode(): string[] {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  return [...readme.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = '']) =>
    code.replaceAll('http://127.0.0.1:4600', server.httpUrl).replaceAll('localhost:4643', server.domain),
  );
}

async function run(name: string, code: string): Promise<string> {
  const file = join(examples, name);
  writeFileSync(file, code);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [file], {
    cwd: folder,
    env: {
      ...process.env,
      CLIENT_ID: server.clientId,
      CLIENT_SECRET: server.clientSecret,
      NODE_EXTRA_CA_CERTS: server.caFile,
    },
  });
  expect(stderr).toBe('');
  return stdout;
}

it('has three examples', () => {
  expect(exampleCode()).toHaveLength(3);
});

it('registers a client, gives it a key and gets it a token, as the first example does', async () => {
  expect(await run('first-client.mjs', exampleCode()[0] ?? '')).toBe('Invoice robot sees 3 clients\n');
});

it('uses the auth0 package, as the second example does', async () => {
  const seen = (await run('auth0.mjs', exampleCode()[1] ?? '')).trimEnd().split('\n');
  expect(seen.sort()).toEqual(['All Applications', 'Clientele Bootstrap', 'Invoice robot']);
});

it('protects an API, as the third example does', async () => {
  const code = (exampleCode()[2] ?? '').replace('app.listen(3000)', 'const listener = app.listen(0, ask)');
  const ask = `async function ask() {
    const token = await fetch('${server.httpUrl}/oauth/token', { method: 'POST', body: new URLSearchParams({
      grant_type: 'client_credentials', client_id: process.env.CLIENT_ID, client_secret: process.env.CLIENT_SECRET,
      audience: 'https://${server.domain}/api/v2/' }) });
    const { access_token } = await token.json();
    const answer = await fetch('http://127.0.0.1:' + listener.address().port + '/invoices', {
      headers: { authorization: 'Bearer ' + access_token } });
    console.log(answer.status);
    listener.close();
  }`;
  // A token for the Management API is none for the invoices.
  expect(await run('api.mjs', `${code}\n${ask}`)).toBe('401\n');
});
