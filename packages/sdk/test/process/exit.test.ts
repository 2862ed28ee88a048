import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { misbehavingServer } from '../misbehaving-server.js';

const program = fileURLToPath(new URL('call.mjs', import.meta.url));
const server = misbehavingServer();

/** How long a timer of the SDK would keep the process alive if it were left behind; far beyond the limit of a test. */
const NEVER = '600000';

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill();
});

/** What the process printed when it had ended by itself. */
async function printed(settings: Record<string, string>): Promise<string> {
  const env = { ...process.env, TIMEOUT: NEVER, ...settings };
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  const [code, signal] = await once(child, 'close');
  expect([code, signal]).toEqual([0, null]);
  return output.trim();
}

describe.concurrent('a process ends by itself after', { timeout: 60_000 }, () => {
  test.each([
    ['an answer', 'success', '200'],
    ['a refusal', 'refusal', 'ManagementApiError'],
    ['a refusal without a body', 'nothing', 'ResponseError'],
    ['a redirect', 'moved302', 'ResponseError'],
    ['an answer that has not changed', 'unchanged', 'ResponseError'],
    ['an empty success', 'empty-success', 'InvalidResponseError'],
    ['a truncated success', 'truncated-success', 'InvalidResponseError'],
    ['a success that is HTML', 'html-success', 'InvalidResponseError'],
    ['a reset in the body', 'reset', 'FetchError'],
    ['a body shorter than it should be', 'short', 'FetchError'],
    ['a token that is refused', 'token-unauthorized', 'AuthApiError'],
  ])('%s', async (_, behaviour, expected) => {
    const PROOF = behaviour.startsWith('token-') ? 'secret' : 'token';
    expect(await printed({ BASE_URL: `${server.origin}/${behaviour}`, PROOF })).toBe(expected);
  });

  test('a connection that is refused', async () => {
    expect(await printed({ BASE_URL: server.closed })).toBe('FetchError');
  });

  test.each([
    ['silence', 'silence'],
    ['silence in the body', 'silence-in-body'],
    ['silence of the token endpoint', 'token-silence'],
  ])('a timeout in %s', async (_, behaviour) => {
    const PROOF = behaviour.startsWith('token-') ? 'secret' : 'token';
    const settings = { BASE_URL: `${server.origin}/${behaviour}`, PROOF, TIMEOUT: '50' };
    expect(await printed(settings)).toBe('TimeoutError');
  });

  test.each([
    ['before the call', 'silence', 'before'],
    ['in silence', 'silence', 'during'],
    ['in the body', 'silence-in-body', 'during'],
    ['in the pause before a retry', 'busy', 'during'],
  ])('an abort %s', async (_, behaviour, ABORT) => {
    expect(await printed({ BASE_URL: `${server.origin}/${behaviour}`, ABORT })).toBe('AbortError');
  });
});
