import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OperatorError } from '../../src/errors/operator-error.js';
import {
  createInstanceKey,
  ephemeralInstanceKey,
  loadInstanceKeys,
} from '../../src/instance/instance-key.js';
import { temporaryFolder } from './temporary-folder.js';

const bytes = Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - index));

function keyFile(content: string, mode = 0o600): string {
  const path = join(temporaryFolder(), 'instance.key');
  writeFileSync(path, content, { mode });
  return path;
}

describe('loadInstanceKeys', () => {
  it.each([
    ['base64', bytes.toString('base64')],
    ['base64 without padding', bytes.toString('base64').replace('=', '')],
    ['base64url', bytes.toString('base64url')],
    ['hex', bytes.toString('hex')],
    ['upper-case hex', bytes.toString('hex').toUpperCase()],
    ['base64 with a newline', `${bytes.toString('base64')}\n`],
    ['hex with a Windows newline', `${bytes.toString('hex')}\r\n`],
  ])('reads %s', (_, text) => {
    const keys = loadInstanceKeys(keyFile(text));
    expect(keys.map((key) => key.bytes)).toEqual([bytes]);
  });

  it.each([
    ['nothing', ''],
    ['31 bytes', bytes.subarray(1).toString('base64')],
    ['33 bytes', Buffer.concat([bytes, bytes.subarray(0, 1)]).toString('base64')],
    ['63 hex digits', bytes.toString('hex').slice(1)],
    ['both base64 alphabets at once', `+_${'A'.repeat(41)}`],
    ['the bytes themselves', bytes.toString('latin1')],
    ['a PEM key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'],
  ])('refuses %s', (_, text) => {
    const path = keyFile(text);
    expect(() => loadInstanceKeys(path)).toThrow(
      new OperatorError(
        `the instance key ${path} is not usable: expected 32 random bytes as base64, base64url or hex, for example from: openssl rand -base64 32`,
      ),
    );
  });

  it('names a key that is missing', () => {
    const path = join(temporaryFolder(), 'absent');
    expect(() => loadInstanceKeys(path)).toThrow(
      new OperatorError(
        `the instance key ${path} cannot be read (it does not exist): name the right file with CLIENTELE_KEY_FILE or --key-file`,
      ),
    );
  });

  it.runIf(process.platform !== 'win32').each([0o640, 0o604, 0o620])(
    'refuses a key that others can reach',
    (mode) => {
      const path = keyFile(bytes.toString('hex'));
      chmodSync(path, mode);
      expect(() => loadInstanceKeys(path)).toThrow(
        new OperatorError(
          `the instance key ${path} can be read by other users: restrict it to its owner with: chmod 600 ${path}`,
        ),
      );
    },
  );

  it('gives a key the same id each time, and another key another one', () => {
    const [first] = loadInstanceKeys(keyFile(bytes.toString('hex')));
    const [again] = loadInstanceKeys(keyFile(bytes.toString('base64')));
    expect(first.id).toMatch(/^[0-9a-f]{16}$/);
    expect(again.id).toBe(first.id);
    expect(ephemeralInstanceKey().id).not.toBe(first.id);
    expect(bytes.toString('hex')).not.toContain(first.id);
  });
});

describe('createInstanceKey', () => {
  it('makes a key for its owner alone, which is the one that is loaded later', () => {
    const path = join(temporaryFolder(), 'instance.key');
    const made = createInstanceKey(path);
    expect(made.bytes).toHaveLength(32);
    expect(loadInstanceKeys(path)).toEqual([made]);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('never replaces a key', () => {
    const path = keyFile('precious');
    expect(() => createInstanceKey(path)).toThrow(
      new OperatorError(`the instance key ${path} already exists and is not overwritten`),
    );
    expect(readFileSync(path, 'utf8')).toBe('precious');
  });

  it('says where it cannot write', () => {
    const path = join(temporaryFolder(), 'absent', 'instance.key');
    expect(() => createInstanceKey(path)).toThrow(`${path} cannot be written (it does not exist)`);
  });
});
