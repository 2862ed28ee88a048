import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

const here = dirname(fileURLToPath(import.meta.url));

interface Bundle {
  text: string;
  kibibytes: number;
  /** The packages of which it holds something. */
  holds: string[];
}

/** Bundles a program as a web page has it, with the built package. */
async function bundle(program: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: here },
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'page',
    platform: 'browser',
    target: 'es2022',
    write: false,
    metafile: true,
  });
  const [output] = Object.values(metafile.outputs);
  const held = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const packages = held.map(([path]) => /(?:node_modules|packages)\/([^/]+)\//.exec(path)?.[1]);
  const { text = '', contents = new Uint8Array() } = outputFiles[0] ?? {};
  return {
    text,
    kibibytes: gzipSync(contents, { level: 9 }).length / 1024,
    holds: [...new Set(packages.filter((name) => name !== undefined))].sort(),
  };
}

/** Runs it where code made of text is refused, as by a Content-Security-Policy, and where there is nothing of Node. */
function run(text: string, expression: string): unknown {
  const page = createContext({ TextEncoder }, { codeGeneration: { strings: false, wasm: false } });
  runInContext(text, page);
  return JSON.parse(String(runInContext(`JSON.stringify(${expression})`, page)));
}

const whole = await bundle(`export * from '@clientele/model';`);
const rules = await bundle(`export * from '@clientele/model/rules';`);

describe('the rules alone', () => {
  test('bring no TypeBox', () => {
    expect(rules.holds).toEqual(['model']);
  });

  test('are what a page gets that asks the whole package for a rule', async () => {
    const { holds, kibibytes } = await bundle(`export { presentClient } from '@clientele/model';`);
    expect(holds).toEqual(['model']);
    expect(kibibytes).toBeLessThan(rules.kibibytes);
  });

  test('weigh at most 24 KiB', () => {
    expect(rules.kibibytes).toBeLessThanOrEqual(24);
  });

  test('run', () => {
    const made = `page.newClient({ name: 'Robot' }, { clientId: 'c1', tenant: 't1', credentialIds: {} })`;
    expect(
      run(rules.text, `page.presentClient(${made}, { scopes: new Set(['read:client_summary']) })`),
    ).toEqual({ name: 'Robot', client_id: 'c1' });
  });
});

describe('rules and schemas', () => {
  test('weigh at most 58 KiB', () => {
    expect(whole.kibibytes).toBeLessThanOrEqual(58);
    expect(whole.holds).toEqual(['model', 'typebox']);
  });

  test('decide about a body where no code may be made of text', () => {
    const check = `page.validator(page.ClientCreate, 'Payload')`;
    const refusal = `(() => { try { ${check}({ name: '<' }); } catch (error) { return error.message; } })()`;
    expect(run(whole.text, `${check}({ name: 'Robot' })`)).toEqual({ name: 'Robot' });
    expect(run(whole.text, refusal)).toContain('does not match pattern');
  });
});

const makesCode = /\bnew Function\b|\bFunction\(|\beval\(/;

test.each([
  ['rules', rules],
  ['rules and schemas', whole],
])('no code is made of text: %s', (_, { text }) => {
  expect(text).not.toMatch(makesCode);
});

test('code that is made of text would be found, and would not run', async () => {
  const compiler = await bundle(`export { Compile } from 'typebox/compile';`);
  expect(compiler.text).toMatch(makesCode);
  const maker = await bundle(`export const made = () => new Function('return 1')();`);
  expect(() => run(maker.text, 'page.made()')).toThrow('Code generation from strings disallowed');
});
