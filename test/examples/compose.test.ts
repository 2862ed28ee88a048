import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Host, networkOf, whyNoNetwork } from '../network/network.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const example = join(root, 'examples/compose');
const compose = parse(readFileSync(join(example, 'compose.yaml'), 'utf8')) as {
  services: Record<'clientele' | 'tests', { environment: Record<string, string>; volumes: string[] }>;
};

/** The environment of a service, with folders of this machine where its volumes would be mounted. */
function environmentOf(name: keyof typeof compose.services, trust: string): NodeJS.ProcessEnv {
  const { environment, volumes } = compose.services[name];
  const mounts = volumes.map((volume) => {
    const [source = '', target = ''] = volume.split(':');
    return [target, source === 'trust' ? trust : resolve(example, source)] as const;
  });
  const mounted = (value: string) => {
    const mount = mounts.find(([target]) => value === target || value.startsWith(`${target}/`));
    return mount ? value.replace(...mount) : value;
  };
  const entries = Object.entries(environment).map(([key, value]) => [key, mounted(value)]);
  return { PATH: process.env.PATH, ...Object.fromEntries(entries) };
}

if (whyNoNetwork !== undefined) console.log(`not run: the compose example, since ${whyNoNetwork}`);

it.skipIf(whyNoNetwork !== undefined)(
  'the compose example: a test reaches Clientele under the name of its service, with unmodified SDKs',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'clientele-compose-'));
    const tests = join(folder, 'tests');
    cpSync(join(example, 'tests'), tests, { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(tests, 'node_modules'));
    const { hosts, remove } = networkOf(`c${process.pid}`, ['clientele', 'tests']);
    const server = hosts.clientele.run(
      [process.execPath, join(root, 'packages/cli/bin/clientele.js'), 'start'],
      {
        cwd: folder,
        env: environmentOf('clientele', folder),
      },
    );
    try {
      await healthy(hosts.clientele, server, folder);
      const run = hosts.tests.run([process.execPath, '--test'], {
        cwd: tests,
        env: environmentOf('tests', folder),
      });
      const [output, [code]] = await Promise.all([outputOf(run), once(run, 'exit')]);
      expect(output).toMatch(/^# pass 2$/m);
      expect(code).toBe(0);
    } finally {
      server.kill();
      if (server.exitCode === null) await once(server, 'exit');
      remove();
      rmSync(folder, { recursive: true });
    }
  },
  120_000,
);

/** All that a program prints until it ends. */
async function outputOf({ stdout, stderr }: ChildProcess): Promise<string> {
  const streams = [stdout, stderr].map((stream) => (stream ? text(stream) : ''));
  return (await Promise.all(streams)).join('');
}

/** As the container's health check asks, until it is answered. */
async function healthy(host: Host, server: ChildProcess, cwd: string): Promise<void> {
  const ask = `
    const ok = () => fetch('http://127.0.0.1:4600/health').then((answer) => answer.ok, () => false);
    while (!(await ok())) await new Promise((next) => setTimeout(next, 100));`;
  const check = host.run([process.execPath, '--input-type=module', '--eval', ask], {
    cwd,
    env: { PATH: process.env.PATH },
  });
  const ended = outputOf(server).then((output) => {
    check.kill();
    throw new Error(`the server ended: ${output}`);
  });
  await Promise.race([once(check, 'exit'), ended]);
  ended.catch(() => undefined);
}
