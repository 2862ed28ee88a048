import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { OpenAPIV3_1 } from 'openapi-types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { commandsOn, type Example, examplesOn } from './page-text.js';

const shells = ['sh', 'bash', 'zsh'].filter(
  (shell) => spawnSync(shell, ['-c', 'curl --version']).status === 0,
);
if (shells.length === 0) console.log('not run: the examples of the pages, for want of a shell with curl');

let server: SpawnedServer;
let folder: string;
beforeAll(async () => {
  // Only such secrets can be looked up.
  server = await spawnServer({ env: { CLIENTELE_SECRET_FORMAT: 'prefixed' } });
  folder = mkdtempSync(join(tmpdir(), "clientele-it's-"));
  // Says after each request how it ended, where no command keeps it.
  writeFileSync(join(folder, '.curlrc'), 'write-out = "%{stderr}\\nanswered %{http_code}\\n"\n');
});
afterAll(async () => {
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** A page as a program asks for it that cannot check who answers. */
async function pageAt(base: string, path: string): Promise<string> {
  const trust = ['--cacert', server.caFile, '-H', 'Accept: text/html'];
  const { stdout } = await promisify(execFile)('curl', ['-sS', ...trust, `${base}${path}`], {
    maxBuffer: 2 ** 24,
  });
  return stdout;
}

/** Pastes commands into one shell, one after the other, and answers the status of each, or what went wrong instead. */
async function paste(shell: string, commands: string[]): Promise<string[]> {
  const file = join(folder, 'commands.sh');
  writeFileSync(file, commands.map((command) => `${command}\necho ---- >&2\n`).join(''));
  const { stderr } = await promisify(execFile)(shell, [file], {
    env: { ...process.env, CURL_HOME: folder },
    maxBuffer: 2 ** 24,
  });
  return stderr
    .split('----\n')
    .slice(0, -1)
    .map((output) => /answered (\d+)/.exec(output)?.[1] ?? output);
}

/** What deletes comes last, and what was made first is deleted last. */
function inOrder(examples: Example[]): Example[] {
  const deletes = ({ method }: Example) => method === 'DELETE';
  return [...examples.filter((one) => !deletes(one)), ...examples.filter(deletes).reverse()];
}

// Each shell takes the other address, so that both are pasted wherever there are two shells.
const cases = shells.map((shell, index) => [shell, index % 2 === 0 ? 'https' : 'http'] as const);

describe.runIf(shells.length > 0).each(cases)('pasted into %s, at the %s address', (shell, scheme) => {
  const base = () => (scheme === 'http' ? server.httpUrl : `https://${server.domain}`);

  it('the commands of the page at / work', async () => {
    const commands = commandsOn(await pageAt(base(), '/'));
    expect(commands).toHaveLength(3);
    expect(await paste(shell, commands)).toEqual(['200', '200', '201']);
  });

  it('every example of the reference works', async () => {
    const document = (await (await fetch(`${server.httpUrl}/openapi.json`)).json()) as OpenAPIV3_1.Document;
    const operations = Object.values(document.paths ?? {}).flatMap((item) =>
      Object.values(item ?? {}).map((operation) => (operation as OpenAPIV3_1.OperationObject).operationId),
    );
    const examples = inOrder(examplesOn(await pageAt(base(), '/docs')));
    expect(examples.map(({ id }) => id).sort()).toEqual(operations.sort());
    const statuses = await paste(
      shell,
      examples.map(({ command }) => command),
    );
    const seen = examples.map(({ id }, index) => `${id} ${statuses[index]}`);
    expect(seen.filter((one) => !/ 2\d\d$/.test(one))).toEqual([]);
    expect(statuses).toHaveLength(examples.length);
  });

  it('the examples name the address without a doubled slash, and the CA where it needs one', async () => {
    for (const { id, command } of examplesOn(await pageAt(base(), '/docs'))) {
      expect([id, command.includes(`${base()}/`), command.includes(`${base()}//`)]).toEqual([
        id,
        true,
        false,
      ]);
      expect([id, command.includes(`--cacert ${server.caFile}`)]).toEqual([id, scheme === 'https']);
    }
  });
});
