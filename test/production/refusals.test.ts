import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readInvocation } from '../../packages/server/src/config/config.js';
import { OperatorError } from '../../packages/server/src/errors/operator-error.js';
import { loadInstanceKeys } from '../../packages/server/src/instance/instance-key.js';
import { type Refusal, refusals } from './page.js';

const sound = {
  CLIENTELE_MODE: 'production',
  CLIENTELE_ISSUER: 'https://clients.example.com/',
  CLIENTELE_DATA: 'data',
  CLIENTELE_KEY_FILE: 'instance.key',
  CLIENTELE_TLS_CERT_FILE: 'tls.pem',
  CLIENTELE_TLS_KEY_FILE: 'tls.key',
};

let folder: string;
let before: string;
beforeAll(() => {
  before = process.cwd();
  folder = mkdtempSync(join(tmpdir(), 'clientele-refusals-'));
  process.chdir(folder);
  for (const path of ['data', 'open']) mkdirSync(path, { mode: 0o700 });
  const key = Buffer.alloc(32, 1).toString('base64');
  for (const path of ['instance.key', 'data/instance.key', 'open/instance.key', 'tls.key'])
    write(path, 0o600, key);
  for (const path of ['read-by-all.key', 'open/tls.key', 'open/database-url']) write(path, 0o644, key);
  chmodSync('open', 0o777);
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

function write(path: string, mode: number, content: string): void {
  writeFileSync(path, content);
  chmodSync(path, mode);
}

/** Reads settings as far as a start does before it opens anything. */
function refusalOf({ env, flags }: Pick<Refusal, 'env' | 'flags'>): string | undefined {
  try {
    const invocation = readInvocation(flags, { ...sound, ...env }, '');
    if (invocation.kind === 'start') loadInstanceKeys(invocation.config.keyFile ?? '');
    return undefined;
  } catch (error) {
    // The key is named by its whole path.
    if (error instanceof OperatorError) return error.message.replaceAll(`${folder}/`, '');
    throw error;
  }
}

/** How every refusal of a file of rules reads, with whatever stands where it has a place for something. */
function templatesIn(file: string, from = ''): RegExp[] {
  const source = readFileSync(new URL(`../../packages/server/src/config/${file}`, import.meta.url), 'utf8');
  const rules = source.slice(source.indexOf(from));
  return [...rules.matchAll(/new OperatorError\(\s*(['`])([\s\S]*?)\1,?\s*\)/g)].map(([, , text = '']) => {
    const parts = text.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.+')}$`);
  });
}

describe('docs/production.md, "What is refused"', () => {
  it('starts from settings that are sound', () => {
    expect(refusalOf({ env: {}, flags: [] })).toBeUndefined();
  });

  it.each(refusals())('refuses $given as it says', (refusal) => {
    const line = refusalOf(refusal);
    expect(line?.startsWith(refusal.line), line).toBe(true);
    expect(line).not.toMatch(/a-password|of-some-length/);
  });

  it('has every rule of production', () => {
    const rules = [
      ...templatesIn('mode-rules.ts', 'Refuses to serve production'),
      ...templatesIn('unsafe-settings.ts'),
      ...templatesIn('console-config.ts'),
    ];
    const lines = refusals().map((refusal) => refusalOf(refusal) ?? '');
    expect(rules.length).toBeGreaterThan(15);
    expect(rules.filter((rule) => !lines.some((line) => rule.test(line)))).toEqual([]);
  });
});

it('deploy/alerts.yaml asks for figures that the server has', () => {
  const read = (path: string) =>
    readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
  const asked = new Set(read('deploy/alerts.yaml').match(/clientele_[a-z_]+/g));
  const figures = [...read('packages/server/src/telemetry/metrics.ts').matchAll(/name: '(clientele_\w+)'/g)];
  const known = figures.flatMap(([, name]) => [name, `${name}_count`, `${name}_bucket`]);
  expect(asked.size).toBeGreaterThan(4);
  expect([...asked].filter((name) => !known.includes(name))).toEqual([]);
});
