import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openStorage } from '../../../src/storage/open-storage.js';
import { openSqlite } from '../../../src/storage/sqlite/open.js';
import { temporaryFolder } from '../../instance/temporary-folder.js';

/** The calls of fdatasync that wait to be made, from now until the test ends. */
function heldSyncs(): (() => void)[] {
  const held: (() => void)[] = [];
  const { fdatasync } = fs;
  const replaceBy = (other: typeof fdatasync) => {
    fs.fdatasync = other;
    syncBuiltinESMExports();
  };
  const hold = (descriptor: number, done: fs.NoParamCallback) => {
    held.push(() => fdatasync(descriptor, done));
  };
  replaceBy(Object.assign(hold, { __promisify__: fdatasync.__promisify__ }));
  onTestFinished(() => replaceBy(fdatasync));
  return held;
}

it('a claim is answered once it is on the disk, and those that come meanwhile wait for the next time', async () => {
  const held = heldSyncs();
  const engine = await openSqlite(join(temporaryFolder(), 'clientele.db'));
  onTestFinished(() => engine.db.destroy());
  const storage = await openStorage(engine, {
    instanceKeys: () => [{ id: 'key', bytes: randomBytes(32) }],
    clientSecrets: 'readable',
    managementIdentifier: () => 'https://id.example.com/api/v2/',
    now: Date.now,
  });
  const { assertionReplays } = storage.tenant('one');
  const answered: string[] = [];
  const claim = (jti: string) =>
    assertionReplays.claim('client', jti, Date.now() + 60_000).then((first) => {
      answered.push(`${jti} ${first}`);
    });
  const stored = async () =>
    (await engine.db.selectFrom('assertion_replays').select('jti').orderBy('jti').execute()).map(
      ({ jti }) => jti,
    );
  const one = claim('1');
  await vi.waitFor(() => expect(held).toHaveLength(1));
  expect(await stored()).toEqual(['1']);
  const two = claim('2');
  // However many turns pass.
  for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
  expect(answered).toEqual([]);
  held.shift()?.();
  await one;
  await vi.waitFor(() => expect(held).toHaveLength(1));
  expect(answered).toEqual(['1 true']);
  held.shift()?.();
  await two;
  expect(answered).toEqual(['1 true', '2 true']);
});
