import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { whyNotHere } from '../clients/installed.js';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { finished } from '../programs/finished.js';
import { beginning, isAs, type Section, type Step, sections, settings } from './page.js';
import { madeOperator, madeRobot, useSecret } from './robots.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
// Inside node_modules, so that what is run finds the SDK as its users do.
const examples = join(root, 'node_modules', '.rotation-examples');
const whyNot = whyNotHere(['bash', 'curl', 'jq', 'openssl']);
const [begin, ...runbooks] = sections();
const stepEnds = '--- the step has ended';

let server: SpawnedServer;
let operator: Awaited<ReturnType<typeof madeOperator>>;
let folder: string;
beforeAll(async () => {
  if (whyNot) console.log(`not run: docs/rotation.md, since ${whyNot}`);
  mkdirSync(examples, { recursive: true });
  folder = mkdtempSync(join(examples, 'run-'));
  server = await spawnServer({ env: { ...settings(), CLIENTELE_ESCALATION: 'refuse' } });
  operator = await madeOperator(server);
});
afterAll(async () => {
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

it('the page has the settings and runbooks that it promises', () => {
  expect(settings()).toEqual({
    CLIENTELE_SECRET_OVERLAP: '604800',
    CLIENTELE_SECRET_FORMAT: 'prefixed',
  });
  expect(begin?.title).toBe(beginning);
  expect(runbooks.map(({ title }) => title[0])).toEqual(['1', '2', '3', '4', '5', '7', '8']);
  expect(runbooks.filter(({ steps }) => steps.every(({ prints }) => prints.length === 0))).toEqual([]);
});

// Some wait until something was unused for the window, in which the others run.
it.concurrent.for(runbooks)('does what the page says: $title', async (runbook, { skip, expect }) => {
  if (whyNot) return skip(whyNot);
  const { title } = runbook;
  const place = join(folder, title.replaceAll(/\W/g, '-'));
  mkdirSync(place);
  const file = join(place, 'runbook.sh');
  writeFileSync(file, scriptOf(runbook, place));
  const env = await surroundings(title);
  const child = spawn('bash', [file], { cwd: place, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const { code, stdout, stderr } = await finished(child);
  const printed = stdout.split(`${stepEnds}\n`).slice(0, -1);
  const expected = runbook.steps.map(({ prints }) => prints);
  const seen = printed.map((text, index) => likePage(text.split('\n').slice(0, -1), expected[index] ?? []));
  expect({ code, seen, stderr }).toEqual({ code: 0, seen: expected, stderr: '' });
});

/** All steps as one script, in which a window of the verdict is a few seconds and what is asked again is asked soon. */
function scriptOf({ steps }: Section, place: string): string {
  const functions = begin?.steps.find(({ language }) => language === 'sh')?.code ?? '';
  const commands = steps.map(
    (step, index) => `${commandOf(step, join(place, `${index}.mjs`))}\necho '${stepEnds}'`,
  );
  return ['set -euo pipefail', functions, ...commands]
    .join('\n')
    .replaceAll('https://clients.example.com', `https://${server.domain}`)
    .replaceAll('window=86400', 'window=5')
    .replaceAll('sleep 600', 'sleep 1');
}

function commandOf({ language, code }: Step, file: string): string {
  if (language === 'sh') return code;
  const start = begin?.steps.find((step) => step.language === 'js')?.code ?? '';
  writeFileSync(file, start + code);
  return `node ${file}`;
}

async function surroundings(title: string): Promise<Record<string, string>> {
  const robot = await madeRobot(server, /key|certificate/.test(title) ? 'key' : 'secret');
  // What leaked is in use.
  if (/leaked/.test(title)) await useSecret(server, robot);
  return {
    PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(':'),
    CURL_CA_BUNDLE: server.caFile,
    NODE_EXTRA_CA_CERTS: server.caFile,
    ...operator,
    CI_PIPELINE_ID: '4711',
    // The settings of the server, without ports that others may use.
    CLIENTELE_DATA: server.dataFolder,
    CLIENTELE_HTTP_PORT: '0',
    CLIENTELE_HTTPS_PORT: '0',
    ...robot,
  };
}

/** Printed lines, in which those that are as the page says are in its words. */
function likePage(printed: string[], lines: string[]): string[] {
  return printed.map((line, index) => (isAs(lines[index] ?? '', line) ? (lines[index] ?? line) : line));
}
