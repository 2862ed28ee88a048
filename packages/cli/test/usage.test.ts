import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { launch } from '../../../test/contract/running-server.js';
import { answer, clientele, refusal, unusedPath } from './command.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

describe('the command', () => {
  it('lists its commands, and each of them its options', async () => {
    const help = await answer('--help');
    for (const name of ['start', 'migrate', 'backup', 'restore', 'key', 'secrets', 'doctor'])
      expect(help).toMatch(new RegExp(`^  ${name} `, 'm'));
    expect(await answer('help', 'backup')).toBe(await answer('backup', '--help'));
    for (const [name, option] of [
      ['migrate', '--dry-run'],
      ['backup', '--to <file>'],
      ['restore', '--from <file>'],
      ['doctor', '--issuer <value>'],
    ] as const) {
      const text = await answer(name, '--help');
      expect(text).toContain(option);
      expect(text).toContain('--data <value>');
      expect(text).toContain('CLIENTELE_KEY_FILE');
    }
  });

  it.each([
    ['migrate'],
    ['backup'],
    ['backup', 'verify'],
    ['restore'],
    ['doctor'],
    ['start'],
    ...['new', 'add', 'rotate', 'retire'].map((verb) => ['key', verb]),
  ])('says in the help of %s %s which values a setting has, and its default', async (...names) => {
    const help = (await answer(...names.filter((name) => name !== undefined), '--help')).replaceAll(
      /\s+/g,
      ' ',
    );
    expect(help).toContain('expected: development or production; default: development');
    expect(help).toContain('expected: a folder, or :memory:; default: ./data');
  });

  it('tells its version', async () => {
    expect(await answer('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('runs by npx from the folder of the repository', async () => {
    const { stdout } = await promisify(execFile)('npx', ['clientele', '--version'], { cwd: root });
    expect(stdout).toBe(await answer('--version'));
  });

  it.each([
    [['bogus'], 'bogus'],
    [['migrate', '--bogus'], '--bogus'],
    [['migrate', 'extra'], 'too many arguments'],
    [['migrate', '--data'], '--data'],
    [['migrate', '--data', ''], '--data: no value given'],
    [['migrate', '--mode', 'staging'], 'expected development or production'],
    [['migrate', '--data', ':memory:'], 'CLIENTELE_DATA'],
    [['backup'], '--to'],
    [['backup', '--to', 'x', '--http-port', '1'], '--http-port'],
    [['restore'], '--from'],
    [['restore', '--from', 'x', '--client-secrets', 'never'], 'expected readable or once'],
    [['doctor', '--nonsense', 'x'], '--nonsense'],
    [['key', 'bogus'], 'bogus'],
    [['key', 'add', 'extra'], 'too many arguments'],
  ])('is refused where it is used wrongly: %j', async (args, named) => {
    expect(await refusal(args)).toContain(named);
  });

  it('without anything shows its help, as wrong usage', async () => {
    const { code, stderr } = await clientele([]);
    expect([code, stderr.startsWith('Usage: clientele')]).toEqual([1, true]);
  });
});

describe('clientele start', () => {
  const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

  it('starts the server with its flags, and ends by signal with exit code 0', async () => {
    const server = await launch(['start', '--data', unusedPath(), '--http-port=0', '--https-port', '0'], {
      main,
      until: /api\/v2\/clients.*\n/,
    });
    const [, url] = /http {2,}(\S+)/.exec(server.output()) ?? [];
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect(await server.stop()).toBe(0);
  });

  it('shows the help of the server', async () => {
    const help = await answer('start', '--help');
    for (const flag of ['--http-port', '--trusted-proxy', '--migrate']) expect(help).toContain(flag);
  });

  it('refuses as the server does', async () => {
    expect(await refusal(['start', '--bogus'])).toContain('unknown argument "--bogus"');
    const { code, stdout } = await clientele(['start', '--mode', 'production']);
    expect([code, JSON.parse(stdout.toString())]).toMatchObject([
      1,
      { level: 60, msg: expect.stringContaining('CLIENTELE_ISSUER') },
    ]);
  });
});
