import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const demo = fileURLToPath(new URL('../../tools/demo.mjs', import.meta.url));

it('the demo prints each step as it happened', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [demo]);
  expect(stderr).toBe('');
  const titles = stdout.split('\n').filter((line) => /^ *\d+\. /.test(line));
  expect(titles.map((line) => line.replace(/^ *\d+\. /, ''))).toEqual([
    'Create a client',
    'Let it call the Management API, to read clients',
    'Make a key pair; the private half stays here',
    'Upload the public key as a credential',
    'Ask for a token with an assertion: the credential is not enabled yet',
    'Enable the credential: the client now authenticates by private_key_jwt',
    'Ask again, and list the clients with the token',
    'Verify the token with the published keys',
    'Let the credential expire',
    'Ask for a token once more',
    'Create another client, one with a secret',
    'Rotate its secret',
    'Use the old secret',
    'Use the new one',
    'Delete both clients',
  ]);
  expect(stdout.match(/refused: 401 invalid_client/g)).toHaveLength(2);
  expect(stdout.match(/refused: 401 access_denied/g)).toHaveLength(1);
});
