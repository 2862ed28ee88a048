import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Setting } from '../../packages/server/src/config/setting.js';
import { flagOf, settings } from '../../packages/server/src/config/settings.js';
import { nodeProblem } from '../../tools/setup/node-version.mjs';
import { portProblem } from '../../tools/setup/ports.mjs';
import { settingFlags, swallowedFlagsProblem } from '../../tools/setup/swallowed-flags.mjs';
import { Checkout } from './checkout.js';

const checkout = new Checkout();
afterAll(() => checkout.remove());

/** A port that another program has. */
async function takenPort(): Promise<number> {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  onTestFinished(() => void holder.close());
  return (holder.address() as { port: number }).port;
}

describe('before anything is installed', () => {
  it('a start names both ports that are taken', async () => {
    const [http, https] = [await takenPort(), await takenPort()];
    const job = checkout.run('start', '--', `--http-port=${http}`, '--https-port', `${https}`);
    expect(await job.ended).toEqual({ code: 1, signal: null });
    expect(job.output).toContain(
      `http port ${http} and https port ${https} are in use by other programs: choose others with CLIENTELE_HTTP_PORT or --http-port, and CLIENTELE_HTTPS_PORT or --https-port (0 is any free one)`,
    );
    expect(existsSync(checkout.path('node_modules'))).toBe(false);
  });

  it('a start says how its flags get past npm', async () => {
    const job = checkout.run('start', '--http-port', '5108');
    expect(await job.ended).toEqual({ code: 1, signal: null });
    expect(job.output).toContain('npm start -- --http-port 5108');
    expect(existsSync(checkout.path('node_modules'))).toBe(false);
  });
});

describe('ports', () => {
  it.each([
    ['the environment', [], (port: number) => ({ CLIENTELE_HTTP_PORT: `${port}` })],
    ['another address', ['--host', 'localhost'], (port: number) => ({ CLIENTELE_HTTP_PORT: `${port}` })],
  ])('are those of %s', async (_where, flags, env) => {
    const port = await takenPort();
    expect(await portProblem(['--https-port', '0', ...flags], env(port))).toMatch(
      `http port ${port} is in use`,
    );
  });

  it('are those of the flag where there is a variable too', async () => {
    const env = { CLIENTELE_HTTP_PORT: `${await takenPort()}`, CLIENTELE_HTTPS_PORT: '0' };
    expect(await portProblem(['--http-port', '0'], env)).toBe(undefined);
  });

  it('of production are left to the server, which has rules for them', async () => {
    const env = { CLIENTELE_HTTPS_PORT: `${await takenPort()}` };
    expect(await portProblem(['--mode', 'production'], env)).toBe(undefined);
  });

  it('that are none are left to the server', async () => {
    expect(await portProblem(['--http-port', 'eighty', '--https-port', '99999'], {})).toBe(undefined);
    expect(await portProblem(['--https-port', '0', '--http-port'], { CLIENTELE_HTTP_PORT: 'x' })).toBe(
      undefined,
    );
  });
});

describe('flags that npm took', () => {
  it('are those of the server', () => {
    expect(
      settingFlags()
        .map(({ flag }) => flag)
        .sort(),
    ).toEqual(Object.values<Setting>(settings).map(flagOf).sort());
    const secrets = Object.values<Setting>(settings).filter(({ secret }) => secret);
    expect(
      settingFlags()
        .filter(({ secret }) => secret)
        .map(({ flag }) => flag)
        .sort(),
    ).toEqual(secrets.map(flagOf).sort());
  });

  it.each([
    [{ npm_config_http_port: '5108' }, [], '--http-port 5108'],
    [{ npm_config_http_port: 'true' }, ['5108'], '--http-port 5108'],
    [
      { npm_config_http_port: 'true', npm_config_data: 'true' },
      ['./x', '1'],
      '--data <value> --http-port <value>',
    ],
    [{ npm_config_database: 'postgres://user:hidden@host/db' }, [], '--database <value>'],
  ])('%j and %j lead to a line to paste', (env, args, flags) => {
    const problem = swallowedFlagsProblem(args, env);
    expect(problem).toMatch(/put -- before the flags of the server: npm start -- /);
    expect(problem?.endsWith(`npm start -- ${flags}`)).toBe(true);
  });

  it('are not those that are npm’s own', () => {
    expect(swallowedFlagsProblem(['--http-port', '1'], { npm_config_loglevel: 'silly' })).toBe(undefined);
  });
});

describe('the version of Node', () => {
  it.each(['18.20.8', '20.18.3', '21.7.3', '22.11.0', '23.11.1'])('%s is refused', (version) => {
    expect(nodeProblem(version)).toMatch(`this is ${version}: install another one`);
  });

  it.each(['20.19.0', '22.12.0', '24.0.0', '26.1.0'])('%s is taken', (version) => {
    expect(nodeProblem(version)).toBe(undefined);
  });

  it('is looked at by the set-up of every script that needs one', () => {
    const { scripts } = JSON.parse(
      spawnSync(process.execPath, ['-p', 'JSON.stringify(require("./package.json"))'], {
        cwd: checkout.folder,
        encoding: 'utf8',
      }).stdout,
    );
    for (const name of ['setup', 'pretest', 'predemo']) expect(scripts[name]).toBe('node tools/setup.mjs');
    expect(scripts.start).toBe('exec node tools/start.mjs');
  });
});
