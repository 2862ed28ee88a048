// What a stranger does who has the tarballs and pastes what README, banner, `/` and `/docs` show: first alone, then in two
// containers, of which each is a host on a network of its own with the default ports free.
import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { networkOf, whyNoNetwork } from '../network/network.js';
import { commandsOn } from '../pages/page-text.js';
import { environment, stranger } from './stranger.js';

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const readme = read('README.md');
const compatibility = read('docs/compatibility.md');
const here = stranger();
const withPython = spawnSync('python3', ['-m', 'venv', '--help']).status === 0;
if (whyNoNetwork !== undefined)
  console.log(`not run: the first minutes of a stranger, since ${whyNoNetwork}`);
if (!withPython) console.log('not run: a client seen by auth0-python, for want of python3 with venv');

let network: ReturnType<typeof networkOf<'clientele' | 'tests'>>;
const servers: ChildProcess[] = [];

/** The code block of a page that has this in it. */
function blockWith(page: string, language: string, part: string): string {
  const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  const found = blocks.find(([, name, code = '']) => name === language && code.includes(part))?.[2];
  if (found === undefined) throw new Error(`no block of ${language} has ${part}`);
  return found;
}

type Name = keyof (typeof network)['hosts'];

/** Pastes lines into a shell on one of the hosts, in the stranger's folder; answers what they print. */
async function paste(on: Name, code: string, env: Record<string, string> = {}): Promise<string> {
  const shell = network.hosts[on].run(['bash', '-euo', 'pipefail', '-c', code], {
    cwd: here.folder,
    env: { ...environment, ...env },
  });
  const output = [shell.stdout, shell.stderr].map((stream) => (stream ? text(stream) : ''));
  const [[code_], printed] = await Promise.all([once(shell, 'exit'), Promise.all(output)]);
  if (code_ !== 0) throw new Error(`${code}\nended with ${code_}: ${printed.join('')}`);
  return printed[0] ?? '';
}

/** Pastes the lines that start a server, and answers its banner. */
async function startBy(on: Name, code: string): Promise<string> {
  // In a group of its own: whoever presses Ctrl-C reaches npx and what it started.
  const shell = network.hosts[on].run(['setsid', 'bash', '-c', code], { cwd: here.folder, env: environment });
  servers.push(shell);
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    for (const stream of [shell.stdout, shell.stderr])
      stream?.on('data', (chunk) => {
        printed += chunk;
        if (/\/api\/v2\/clients.*\n$/.test(printed)) resolve();
      });
    shell.once('exit', () => reject(new Error(printed)));
  });
  return printed;
}

beforeAll(async () => {
  if (whyNoNetwork !== undefined) return;
  // What comes from registries is fetched before: the hosts reach nothing outside.
  for (const tarball of Object.values(inject('tarballs')))
    copyFileSync(tarball, join(here.folder, basename(tarball)));
  await here.run('bash', '-c', blockWith(readme, 'sh', 'npm install --save-dev').split('\n')[0] ?? '');
  await here.run('npm', 'install', 'auth0@4');
  if (withPython) {
    await here.run('python3', '-m', 'venv', 'venv');
    const [, version = ''] = /pip install --quiet (auth0-python==\S+)/.exec(compatibility) ?? [];
    await here.run('venv/bin/pip', 'install', '--quiet', version);
  }
  network = networkOf(`f${process.pid}`, ['clientele', 'tests']);
}, 300_000);

afterAll(async () => {
  for (const server of servers)
    if (server.exitCode === null) {
      process.kill(-(server.pid ?? 0), 'SIGTERM');
      await once(server, 'exit');
    }
  network?.remove();
  here.remove();
});

describe.skipIf(whyNoNetwork !== undefined)('a stranger with the tarballs', () => {
  let credentials: Record<string, string>;

  it('starts a server, and gets a token and a list by what the banner shows', async () => {
    const banner = await startBy('tests', 'npx clientele start');
    const [, CLIENT_ID = ''] = /client_id=(\w+)/.exec(banner) ?? [];
    const CLIENT_SECRET = readFileSync(join(here.folder, 'data/bootstrap-client-secret'), 'utf8').trim();
    credentials = { CLIENT_ID, CLIENT_SECRET };
    const commands = banner.split('\n').filter((line) => /^TOKEN=|^curl /.test(line));
    const printed = (await paste('tests', commands.join('\n'))).split('\n');
    expect(printed[0]).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(JSON.parse(printed[1] ?? '')).toHaveLength(2);
  });

  it('gets a token by assertion with the README’s program, in which our SDK sees clients', async () => {
    here.write('first-client.mjs', blockWith(readme, 'js', 'first-client.mjs'));
    expect(await paste('tests', 'node first-client.mjs', credentials)).toMatch(
      /^Invoice robot sees \d+ clients\n$/,
    );
  });

  it('sees that client with Auth0’s SDK for Node', async () => {
    here.write('my-program.mjs', blockWith(readme, 'js', "from 'auth0'"));
    const line = blockWith(readme, 'sh', 'NODE_EXTRA_CA_CERTS=./data/ca.pem');
    expect(await paste('tests', line, credentials)).toContain('Invoice robot\n');
  });

  it.runIf(withPython)('sees it with auth0-python, by the recipe of the page on compatibility', async () => {
    const surroundings = blockWith(compatibility, 'sh', 'export AUTH0_DOMAIN').replace('…', '$CLIENT_ID');
    const recipe = blockWith(compatibility, 'sh', 'pip install --quiet auth0-python');
    expect(await paste('tests', `${surroundings}\n${recipe}`, credentials)).toContain('Invoice robot\n');
  });

  it('pastes all that the page at / shows, and examples of /docs', async () => {
    const front = await paste('tests', 'curl -sS http://127.0.0.1:4600/ -H "Accept: text/html"');
    expect(await paste('tests', commandsOn(front).join('\n'))).toContain('"name"');
    const docs = await paste('tests', 'curl -sS http://127.0.0.1:4600/docs');
    const [token = '', ...others] = commandsOn(docs).filter((code) => code.includes('curl'));
    const reading = others.filter((code) => !/-X |--request|-d |\$\w+_ID|\$ID/.test(code)).slice(0, 5);
    expect(token).toContain('/oauth/token');
    expect(reading.length).toBeGreaterThan(2);
    await paste('tests', [token, ...reading].join('\n'));
  });

  it('reaches a server in another container by its name, with the README’s lines and unmodified SDKs', async () => {
    const block = blockWith(readme, 'sh', 'CLIENTELE_HOSTNAMES=clientele');
    await startBy('clientele', block);
    const [, secret = ''] = /BOOTSTRAP_CLIENT_SECRET=(\S+)/.exec(block) ?? [];
    const front = await paste('tests', 'curl -sS http://clientele:4600/ -H "Accept: text/html"');
    const commands = commandsOn(front).join('\n');
    expect(await paste('tests', commands, { CLIENTELE_BOOTSTRAP_CLIENT_SECRET: secret })).toContain('"name"');
    const program = blockWith(readme, 'js', "from 'auth0'").replace('localhost:4643', 'clientele:4643');
    here.write('by-name.mjs', program);
    const line = 'NODE_EXTRA_CA_CERTS=/tmp/clientele-ca.pem node by-name.mjs';
    const known = { CLIENT_ID: 'admin', CLIENT_SECRET: secret };
    expect(await paste('tests', line, known)).toContain('Clientele Bootstrap\n');
  });
});
