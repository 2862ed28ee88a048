import { rmSync, utimesSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { SmallCheckout } from './small-checkout.js';

const checkout = new SmallCheckout();
checkout.write('packages/sdk/src/gone.ts', 'export {};\n');
afterAll(() => checkout.remove());

const installs = 'Installing dependencies …';
const compiles = 'Compiling …';
const bundlesConsole = 'Bundling console …';
const bundlesSdk = 'Bundling sdk …';
const bundlesServer = 'Bundling server …';
const documents = 'Documenting the SDK …';

const bundle = () => checkout.read('packages/server/bundle/main.js');
const greets = (greeting: string) =>
  checkout.write('packages/model/src/index.ts', `export const greeting = '${greeting}';\n`);

/** What was made of a source that is to go. */
const leftovers = (name: string) =>
  checkout.files(`packages/${name}/dist`).filter((path) => /\bgone\b.*\./.test(path));

// Each goes on where the one before has ended.
describe('the set-up', () => {
  it('does everything in a new checkout, and nothing after that', async () => {
    expect(await checkout.setUp()).toEqual([
      ...[bundlesConsole, bundlesSdk, bundlesServer],
      ...[compiles, documents, installs],
    ]);
    expect(bundle()).toContain('hello');
    expect(await checkout.setUp()).toEqual([]);
  });

  it('makes what an edit in the model concerns', async () => {
    greets('good morning');
    expect(await checkout.setUp()).toEqual([bundlesConsole, bundlesServer, compiles]);
    expect(bundle()).toContain('good morning');
  });

  it('makes what an edit in the SDK concerns, its documentation too, and leaves nothing of a source that is gone', async () => {
    expect(leftovers('sdk')).toHaveLength(3 + 1);
    rmSync(checkout.path('packages/sdk/src/gone.ts'));
    const source = 'packages/sdk/src/index.ts';
    checkout.write(source, `${checkout.read(source)}\n/** New. */\nexport const edited = 1;\n`);
    expect(await checkout.setUp()).toEqual([bundlesConsole, bundlesSdk, compiles, documents]);
    for (const made of ['dist/esm/index.js', 'dist/cjs/index.js', 'dist/cjs/index.d.ts', 'dist/index.d.ts'])
      expect([made, checkout.read(`packages/sdk/${made}`)]).toEqual([
        made,
        expect.stringContaining('edited'),
      ]);
    expect(checkout.read('docs/sdk/dist/sdk.json')).toContain('edited');
    expect(leftovers('sdk')).toEqual([]);
  });

  it('sees an edit that bears an old date', async () => {
    greets('good evening');
    utimesSync(checkout.path('packages/model/src/index.ts'), 1, 1);
    await checkout.setUp();
    expect(bundle()).toContain('good evening');
  });

  it('leaves nothing behind of a folder that is gone', async () => {
    checkout.write('packages/model/src/gone/below.ts', 'export {};\n');
    await checkout.setUp();
    expect(leftovers('model')).toHaveLength(3);
    rmSync(checkout.path('packages/model/src/gone'), { recursive: true });
    await checkout.setUp();
    expect(leftovers('model')).toEqual([]);
  });

  it('makes again what is missing', async () => {
    rmSync(checkout.path('packages/model/dist/index.js'));
    rmSync(checkout.path('packages/sdk/dist/cjs/index.js'));
    rmSync(checkout.path('packages/server/console/index.html'));
    expect(await checkout.setUp()).toEqual([bundlesConsole, bundlesSdk, compiles]);
    expect(checkout.read('packages/model/dist/index.js')).toContain('good evening');
  });

  it.each([
    ['compiling', compiles],
    ['bundling', bundlesServer],
  ])('does again what was ended while %s, though nothing has changed since', async (_when, step) => {
    greets('good night');
    await checkout.setUp({ endAt: step });
    greets('good evening');
    expect(await checkout.setUp()).toContain(step);
    expect(bundle()).toContain('good evening');
  });
});
