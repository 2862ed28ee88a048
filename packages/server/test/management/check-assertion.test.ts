import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addKey,
  assertionFor,
  enable,
  pairs,
  registerClient,
  registerKeyClient,
  tokenByAssertion,
} from '../oauth/registered-client.js';
import { issuer, type TestServer, testServer } from '../test-server.js';

let server: TestServer;
let clientId: string;
let credentialId: string;
beforeAll(async () => {
  server = await testServer();
  const client = await registerKeyClient(server, { kid: 'known-key-1' });
  clientId = client.client_id;
  credentialId = client.credentialId;
});
afterAll(() => server.close());

const seconds = () => Math.floor(server.clock.now / 1000);

interface Checked {
  accepted: boolean;
  reason: string | null;
  message: string;
  checks: { rule: string; outcome: string; message: string }[];
  [name: string]: unknown;
}

async function check(assertion: string, id = clientId): Promise<Checked> {
  const answer = await server.call('POST', `/clients/${id}/check-assertion`, { assertion });
  expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
  return answer.json();
}
const refusedBy = ({ checks }: Checked) =>
  checks.filter(({ outcome }) => outcome === 'failed').map(({ rule }) => rule);

describe('an assertion that is good', () => {
  it('is accepted, and so it still is by the token endpoint: its jti is not spent', async () => {
    const jti = randomUUID();
    const assertion = await assertionFor(server, clientId, {
      claims: { jti },
      header: { kid: 'known-key-1' },
    });
    const checked = await check(assertion);
    expect(checked).toMatchObject({
      accepted: true,
      reason: null,
      credential_id: credentialId,
      already_used: false,
      checked_at: new Date(server.clock.now).toISOString(),
      header: { alg: 'RS256', kid: 'known-key-1' },
      claims: { iss: clientId, aud: issuer, jti },
    });
    expect(new Set(checked.checks.map(({ outcome }) => outcome))).toEqual(new Set(['passed']));
    expect(await check(assertion)).toEqual(checked);
    expect((await tokenByAssertion(server, assertion)).statusCode).toBe(200);
  });

  it('is known to be used once it was, and refused for that alone', async () => {
    const assertion = await assertionFor(server, clientId);
    await tokenByAssertion(server, assertion);
    const checked = await check(assertion);
    expect([checked.reason, refusedBy(checked), checked.already_used]).toEqual(['unused', ['unused'], true]);
    expect(checked.message).toContain('used before');
  });
});

type Changes = Parameters<typeof assertionFor>[2];
const bad: [what: string, rules: string[], words: string, changes: () => Changes][] = [
  [
    'signed with an algorithm that none may use',
    ['alg', 'signature'],
    'alg is "RS512"',
    () => ({ header: { alg: 'RS512' } }),
  ],
  ['of another type', ['typ'], 'typ is "at+jwt"', () => ({ header: { typ: 'at+jwt' } })],
  [
    'signed with an algorithm that its key is not for',
    ['signature'],
    'alg is "PS256"; the keys that it may be by are for RS256',
    () => ({ header: { alg: 'PS256' } }),
  ],
  [
    'with an unknown kid',
    ['signature'],
    'kid is "other"; the keys of the client have known-key-1',
    () => ({ header: { kid: 'other' } }),
  ],
  [
    'with extensions',
    ['extensions'],
    'neither crit nor b64',
    () => ({ header: { b64: true, crit: ['b64'] } }),
  ],
  ['whose iss is another', ['iss_sub'], `iss is "me" and sub is`, () => ({ claims: { iss: 'me' } })],
  ['without aud', ['aud'], 'aud is absent', () => ({ claims: { aud: undefined } })],
  [
    'for the token endpoint',
    ['aud'],
    `expected "${issuer}"`,
    () => ({ claims: { aud: `${issuer}oauth/token` } }),
  ],
  [
    'whose clock is an hour behind',
    ['exp', 'age'],
    'exp is 3480 s behind',
    () => ({ claims: { iat: seconds() - 3600, exp: seconds() - 3480 } }),
  ],
  [
    'whose clock is an hour ahead',
    ['lifetime', 'iat_nbf'],
    'exp is 3720 s ahead',
    () => ({ claims: { iat: seconds() + 3600, exp: seconds() + 3720 } }),
  ],
  ['that is not valid yet', ['iat_nbf'], 'nbf is 60 s ahead', () => ({ claims: { nbf: seconds() + 60 } })],
  ['without exp', ['exp', 'lifetime'], 'exp is absent', () => ({ claims: { exp: undefined } })],
  ['without jti', ['jti'], 'jti is absent', () => ({ claims: { jti: undefined } })],
  ['with a long jti', ['jti'], 'jti is "xxx', () => ({ claims: { jti: 'x'.repeat(65) } })],
  [
    'signed by a key that nobody has',
    ['signature'],
    "by none of the client's keys",
    () => ({ privateKey: pairs.two.privateKey }),
  ],
];

describe('an assertion', () => {
  it.each(bad)(
    '%s is refused by %j here and by the token endpoint, in words',
    async (_what, rules, words, changes) => {
      const assertion = await assertionFor(server, clientId, changes());
      const checked = await check(assertion);
      expect(refusedBy(checked)).toEqual(rules);
      expect([checked.accepted, checked.reason]).toEqual([false, rules[0]]);
      const said = checked.checks.filter(({ outcome }) => outcome === 'failed').map(({ message }) => message);
      expect(said.join(' ')).toContain(words);
      expect(checked).not.toHaveProperty('already_used');
      expect(checked.checks.at(-1)).toMatchObject({ rule: 'unused', outcome: 'not_checked' });
      expect((await tokenByAssertion(server, assertion)).statusCode).toBe(401);
    },
  );

  it.each(['nonsense', 'e30.e30', 'bnVsbA.e30.e30', 'eyJhIjoxLCJhIjoyfQ.e30.e30'])(
    'that is none (%s) fails by its format alone',
    async (assertion) => {
      const checked = await check(assertion);
      expect([checked.reason, refusedBy(checked)]).toEqual(['format', ['format']]);
      expect(new Set(checked.checks.slice(1).map(({ outcome }) => outcome))).toEqual(
        new Set(['not_checked']),
      );
      expect(checked).not.toHaveProperty('claims');
    },
  );

  it('that is used already tells so only where it would be accepted otherwise', async () => {
    const jti = randomUUID();
    await tokenByAssertion(server, await assertionFor(server, clientId, { claims: { jti } }));
    const forged = await check(
      await assertionFor(server, clientId, { claims: { jti }, privateKey: pairs.two.privateKey }),
    );
    expect(refusedBy(forged)).toEqual(['signature']);
    expect(JSON.stringify(forged)).not.toContain('already_used');
  });
});

describe('the client', () => {
  it('without private_key_jwt, with a key that is not enabled, and with one that has expired, is told apart', async () => {
    const { client_id } = await registerClient(server);
    const signature = async () => {
      const { checks } = await check(await assertionFor(server, client_id), client_id);
      return checks.find(({ rule }) => rule === 'signature')?.message;
    };
    expect(await signature()).toBe('The client does not authenticate by private_key_jwt.');
    const other = await addKey(server, client_id, { pem: pairs.two.publicKey });
    await enable(server, client_id, other);
    const own = await addKey(server, client_id, {
      expires_at: new Date(server.clock.now + 60_000).toISOString(),
    });
    expect(await signature()).toContain(
      `It was signed by ${own}, which the client's private_key_jwt does not name`,
    );
    await enable(server, client_id, own, other);
    expect(await signature()).toBe(`Signed by ${own}.`);
    server.clock.now += 60_000;
    expect(await signature()).toMatch(new RegExp(`^It was signed by ${own}, which expired at `));
    server.clock.now -= 60_000;
  });

  it('that is disabled is the only thing that is wrong', async () => {
    const { client_id } = await registerKeyClient(server);
    await server.call('PATCH', `/clients/${client_id}`, { disabled: true });
    const checked = await check(await assertionFor(server, client_id), client_id);
    expect([checked.message, refusedBy(checked)]).toEqual(['The client is disabled.', ['enabled']]);
  });

  it('is told nothing of another one whose assertion it is', async () => {
    const { client_id, credentialId: otherKey } = await registerKeyClient(server, {
      pem: pairs.two.publicKey,
    });
    const { privateKey } = pairs.two;
    const assertion = await assertionFor(server, client_id, { privateKey });
    const unknown = await assertionFor(server, 'nobody', { privateKey });
    const [ofOther, ofNobody] = [await check(assertion), await check(unknown)];
    expect(refusedBy(ofOther)).toEqual(['client', 'signature']);
    expect(JSON.stringify(ofOther)).not.toContain(otherKey);
    const verdicts = ({ checks }: Checked) => checks.map(({ rule, outcome }) => [rule, outcome]);
    expect(verdicts(ofOther)).toEqual(verdicts(ofNobody));
  });
});

describe('the request', () => {
  it('needs read:client_credentials, and is 404 for a client that is not there', async () => {
    const body = { assertion: 'e30.e30.e30' };
    const token = await server.tokenWith('read:clients', 'read:client_keys', 'update:client_credentials');
    for (const id of [clientId, 'nobody']) {
      const answer = await server.call('POST', `/clients/${id}/check-assertion`, body, { token });
      expect([answer.statusCode, answer.json().message]).toEqual([
        403,
        'Insufficient scope, expected any of: read:client_credentials',
      ]);
    }
    const may = { token: await server.tokenWith('read:client_credentials') };
    const ask = async (id: string) =>
      (await server.call('POST', `/clients/${id}/check-assertion`, body, may)).statusCode;
    expect([await ask(clientId), await ask('nobody')]).toEqual([200, 404]);
  });

  it.each([
    [{}, 'assertion'],
    [{ assertion: '' }, 'assertion'],
    [{ assertion: 7 }, 'assertion'],
    [{ assertion: 'x'.repeat(16_385) }, 'assertion'],
    [{ assertion: 'x', client_id: 'y' }, 'client_id'],
  ])('%# with another body is 400 and names the property', async (body, property) => {
    const answer = await server.call('POST', `/clients/${clientId}/check-assertion`, body);
    expect([answer.statusCode, answer.json().message]).toEqual([400, expect.stringContaining(property)]);
  });

  it('writes nothing, and counts no use', async () => {
    const { lastUses } = server.tenant.storage.usage;
    const { client_id, credentialId: unused } = await registerKeyClient(server);
    await check(await assertionFor(server, client_id), client_id);
    expect((await lastUses(client_id, [unused])).size).toBe(0);
    // Of others, refusals of before may still be on their way into the log.
    const window = { limit: 50, offset: 0, newestFirst: true };
    const events = await server.tenant.storage.logEvents.list({}, window);
    const [newest] = events.filter((event) => JSON.stringify(event).includes(client_id));
    expect(newest?.change).toMatchObject({ action: 'update' });
  });
});
