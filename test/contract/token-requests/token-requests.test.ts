import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SpawnedServer, spawnServer } from '../running-server.js';
import { assertions } from './by-assertion.js';
import { secrets } from './by-secret.js';
import { registerClients } from './registered-clients.js';
import {
  type Answer,
  granted,
  keys,
  publicHalf,
  type Target,
  type TokenRequest,
  ungranted,
} from './request.js';
import { shape } from './request-shape.js';

const requests = { shape, secrets, assertions };

let server: SpawnedServer;
let peer: ChildProcess;
let ours: Target;
let theirs: Target;

beforeAll(async () => {
  server = await spawnServer({ flags: ['--token-errors', 'rfc', '--failed-authentication-limit', '0'] });
  const issuer = `https://${server.domain}/`;
  const clients = await registerClients(server);
  ours = { issuer, tokenUrl: `${server.httpUrl}/oauth/token`, clients };
  const peerIssuer = await startPeer(clients);
  theirs = { issuer: peerIssuer, tokenUrl: `${peerIssuer}/token`, clients };
});
afterAll(async () => {
  peer?.kill();
  await server?.remove();
});

async function startPeer(clients: Target['clients']): Promise<string> {
  const registered = (name: keyof typeof clients, method: string, more = {}) => ({
    client_id: clients[name].id,
    client_secret: clients[name].secret,
    token_endpoint_auth_method: method,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    ...more,
  });
  const configuration = {
    granted,
    ungranted,
    jwks: { keys: [{ ...keys.unknown.privateKey.export({ format: 'jwk' }), kid: 'peer', alg: 'RS256' }] },
    clients: [
      registered('basic', 'client_secret_basic'),
      registered('odd', 'client_secret_basic'),
      registered('post', 'client_secret_post'),
      registered('code', 'client_secret_post', {
        grant_types: ['authorization_code'],
        redirect_uris: ['https://code.example/'],
        response_types: ['code'],
      }),
      registered('key', 'private_key_jwt', {
        client_secret: undefined,
        token_endpoint_auth_signing_alg: 'RS256',
        jwks: { keys: [publicHalf(keys.known).jwk] },
      }),
      registered('open', 'none', { client_secret: undefined }),
    ],
  };
  const script = fileURLToPath(new URL('peer.mjs', import.meta.url));
  peer = spawn(process.execPath, [script], {
    env: { ...process.env, CONFIGURATION: JSON.stringify(configuration) },
    // It warns of its memory adapter there.
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (!peer.stdout) throw new Error('the peer has no output');
  const [line] = (await Promise.race([
    once(peer.stdout, 'data'),
    once(peer, 'exit').then(([code]) => Promise.reject(new Error(`oidc-provider ended with ${code}`))),
  ])) as [Buffer];
  return line.toString().trim();
}

async function answerTo(target: Target, { query, ...request }: TokenRequest): Promise<Answer> {
  const url = query === undefined ? target.tokenUrl : `${target.tokenUrl}?${query}`;
  const response = await fetch(url, { method: 'POST', ...request });
  const body = (await response.text().then(parsed)) as { error?: string; access_token?: string };
  return [response.status, body.access_token === undefined ? (body.error ?? 'no error') : 'token'];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

async function lastAnswer(target: Target, sent: TokenRequest | TokenRequest[]): Promise<Answer> {
  let answer: Answer = [0, 'nothing was sent'];
  for (const request of [sent].flat()) answer = await answerTo(target, request);
  return answer;
}

describe.each(Object.entries(requests))('%s', (_group, rows) => {
  it.each(rows)('$name', async (row) => {
    const answers = {
      ours: await lastAnswer(ours, row.send(ours)),
      theirs: await lastAnswer(theirs, row.send(theirs)),
    };
    expect(answers).toEqual({ ours: row.ours, theirs: row.theirs ?? row.ours });
  });
});

it('every difference has its reason, and only differences have one', () => {
  const all = Object.values(requests).flat();
  expect(all.length).toBeGreaterThan(60);
  for (const { name, ours, theirs, why } of all) {
    expect([name, theirs === undefined]).toEqual([name, why === undefined]);
    if (theirs) expect([name, theirs]).not.toEqual([name, ours]);
  }
});
