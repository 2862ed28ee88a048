import { expect, it } from 'vitest';
import { reachableUrls } from '../../src/lifecycle/reachable.js';
import type { Listeners } from '../../src/sockets/listeners.js';

const urlsOf = (...addresses: string[]) =>
  reachableUrls({ http: { port: 80 }, https: { port: 443 }, addresses } as Listeners);

it.each([
  [['127.0.0.1', '::1'], ['http://127.0.0.1:80'], ['https://localhost:443']],
  [['::1'], ['http://[::1]:80'], ['https://localhost:443']],
  [['0.0.0.0', '::'], ['http://127.0.0.1:80'], ['https://localhost:443']],
  [['::'], ['http://[::1]:80'], ['https://localhost:443']],
  [
    ['10.0.0.5', 'fd00::1'],
    ['http://10.0.0.5:80', 'http://[fd00::1]:80'],
    ['https://10.0.0.5:443', 'https://[fd00::1]:443'],
  ],
  [['127.0.0.2'], ['http://127.0.0.2:80'], ['https://127.0.0.2:443']],
])('on %j a server is reached at %j and %j', (addresses, http, https) => {
  expect(urlsOf(...addresses)).toEqual({ http, https });
});

it('what is not served has no URL', () => {
  expect(reachableUrls({ http: { port: 80 }, addresses: ['127.0.0.1'] } as Listeners).https).toEqual([]);
});
