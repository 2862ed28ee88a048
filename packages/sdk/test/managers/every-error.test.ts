import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  AbortError,
  type AnyManagementClientOptions,
  AuthApiError,
  ClienteleError,
  FetchError,
  InvalidResponseError,
  ManagementApiError,
  ManagementClient,
  RequiredError,
  ResponseError,
  TimeoutError,
} from '../../src/index.js';
import { type Misbehaviour, misbehavingServer } from '../misbehaving-server.js';
import { about, rejection } from '../recording-server.js';
import { METHODS } from './every-method.js';

const GIVEN = 'given-token';
const SECRET = 'secret-of-the-client';
const privateKey = generateKeyPairSync('ed25519')
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const NAMED = {
  AbortError,
  AuthApiError,
  FetchError,
  InvalidResponseError,
  ManagementApiError,
  RequiredError,
  ResponseError,
  TimeoutError,
};
const PARENTS: Record<string, string> = {
  AbortError: 'FetchError',
  TimeoutError: 'FetchError',
  InvalidResponseError: 'ResponseError',
};

const server = misbehavingServer();
beforeEach(() => {
  server.asked.length = 0;
  server.arrived = () => {};
});

const clientOf = (behaviour: string, options: Partial<AnyManagementClientOptions> = { token: GIVEN }) =>
  new ManagementClient({
    baseUrl: `${server.origin}/${behaviour}`,
    ...options,
  } as AnyManagementClientOptions);

/** The error is of this class, of what that extends and of no other, says what it ends, and gives nothing away. */
function expectError(error: unknown, name: keyof typeof NAMED, details: object): void {
  expect(error).toMatchObject({ name, ...details });
  const classes = Object.entries(NAMED).filter(([, Class]) => error instanceof Class);
  expect(classes.map(([found]) => found).sort()).toEqual([name, ...[PARENTS[name] ?? []].flat()].sort());
  expect(error).toBeInstanceOf(ClienteleError);
  const { message, stack, status, headers, rateLimit } = error as ClienteleError;
  if (/Fetch|Timeout|Abort|Required/.test(name))
    expect([status, headers, rateLimit]).toEqual([undefined, undefined, undefined]);
  const shown = [message, stack, String(error), JSON.stringify(error), inspect(error, { depth: Infinity })];
  expect(shown.join('\n')).not.toMatch(
    /given-token|issued-token|secret-of-the-client|eyJ|BEGIN PRIVATE|Bearer/,
  );
}

const refusals: [Misbehaviour, 'ManagementApiError' | 'ResponseError', object][] = [
  [
    'refusal',
    'ManagementApiError',
    { status: 404, errorCode: 'inexistent_thing', message: about('No such thing') },
  ],
  ['html', 'ResponseError', { status: 502, body: '<html>Bad gateway</html>' }],
  ['nothing', 'ResponseError', { status: 503, body: '' }],
  ['null', 'ResponseError', { status: 500, body: 'null' }],
  ['unchanged', 'ResponseError', { status: 304 }],
  ['moved301', 'ResponseError', { status: 301 }],
  ['moved302', 'ResponseError', { status: 302 }],
  ['moved307', 'ResponseError', { status: 307 }],
];

const rubbish: Misbehaviour[] = [
  'empty-success',
  'truncated-success',
  'html-success',
  'null-success',
  'number-success',
  'text-success',
  'boolean-success',
];

const proofs = {
  secret: { clientId: 'c1', clientSecret: SECRET, issuer: 'https://i/' },
  assertion: {
    clientId: 'c1',
    clientAssertionSigningKey: privateKey,
    clientAssertionSigningAlg: 'EdDSA',
    issuer: 'https://i/',
  },
} as const;

describe.each(METHODS)('$name', ({ method, path, isVoid, call }) => {
  const once = { method, path, attempts: 1 };
  const line = `${method} /api/v2${path}`;

  test.each(refusals)('%s is a %s', async (behaviour, name, details) => {
    const error = await rejection(call(clientOf(behaviour)));
    expectError(error, name, { ...once, ...details });
    expect(error).toMatchObject({ statusCode: (error as ResponseError).status });
    expect((error as ResponseError).headers.get('date')).toBeTruthy();
    expect(server.asked).toEqual([line]);
  });

  test.each(rubbish)('%s is an InvalidResponseError, where data is expected', async (behaviour) => {
    const answer = call(clientOf(behaviour));
    if (isVoid) {
      await expect(answer).resolves.toMatchObject({ data: undefined, status: 200 });
      return;
    }
    const details = { ...once, status: 200, statusCode: 200, body: '' };
    expectError(await rejection(answer), 'InvalidResponseError', details);
  });

  test('a connection that is refused is a FetchError', async () => {
    const error = await rejection(call(new ManagementClient({ baseUrl: server.closed, token: GIVEN })));
    expectError(error, 'FetchError', once);
    expect(error).toMatchObject({ cause: { cause: { code: 'ECONNREFUSED' } } });
  });

  test.each(['reset', 'short'] as const)('%s in the body is a FetchError', async (behaviour) => {
    const error = await rejection(call(clientOf(behaviour)));
    expectError(error, 'FetchError', once);
    expect((error as FetchError).cause).toBeInstanceOf(Error);
    expect(server.asked).toEqual([line]);
  });

  test.each(['silence', 'silence-in-body'] as const)('%s is a TimeoutError', async (behaviour) => {
    const error = await rejection(call(clientOf(behaviour, { token: GIVEN, timeoutDuration: 60 })));
    expectError(error, 'TimeoutError', once);
    expect((error as TimeoutError).cause).toBeInstanceOf(TimeoutError);
  });

  test('a signal that was aborted before is an AbortError, and nothing is sent', async () => {
    const reason = new RangeError('too late');
    const error = await rejection(call(clientOf('silence'), { signal: AbortSignal.abort(reason) }));
    expectError(error, 'AbortError', { ...once, attempts: 0, cause: reason, message: about('too late') });
    expect(server.asked).toEqual([]);
  });

  test.each(['silence', 'silence-in-body'] as const)('an abort in %s is an AbortError', async (behaviour) => {
    const controller = new AbortController();
    server.arrived = () => controller.abort();
    const error = await rejection(call(clientOf(behaviour), { signal: controller.signal }));
    expectError(error, 'AbortError', { ...once, cause: controller.signal.reason });
  });

  test('an abort in the pause before a retry is an AbortError', async () => {
    const controller = new AbortController();
    const middleware = [{ onAttempt: () => void setImmediate(() => controller.abort('enough')) }];
    const client = clientOf('busy', { token: GIVEN, middleware });
    const error = await rejection(call(client, { signal: controller.signal }));
    expectError(error, 'AbortError', { ...once, cause: 'enough', message: about('enough') });
    expect(server.asked).toEqual([line]);
  });

  test.each(['secret', 'assertion'] as const)('a refused %s is an AuthApiError', async (proof) => {
    const error = await rejection(call(clientOf('token-unauthorized', proofs[proof])));
    const details = { method: 'POST', path: '/oauth/token', attempts: 1, status: 401, statusCode: 401 };
    expectError(error, 'AuthApiError', {
      ...details,
      error: 'access_denied',
      message: about('Unauthorized'),
    });
    expect(server.asked).toEqual(['POST /oauth/token']);
  });
});

describe.each(METHODS.filter(({ ids }) => ids.length > 0))('$name', ({ method, ids: [id = ''], call }) => {
  test.each(['', '.', '..'])('the id %j is a RequiredError, and nothing is sent', async (none) => {
    const error = await rejection(call(clientOf('html'), undefined, none));
    expectError(error, 'RequiredError', { method, attempts: 0, field: id });
    expect((error as RequiredError).path).toContain(`{${id}}`);
    expect((error as RequiredError).message).toContain(`requestParameters.${id}`);
    expect(server.asked).toEqual([]);
  });
});

describe.each(Object.entries(proofs))('asking for a token by %s', (_, proof) => {
  const asked = { method: 'POST', path: '/oauth/token', attempts: 1 };
  const failing = (behaviour: Misbehaviour, options = {}) =>
    rejection(clientOf(`token-${behaviour}`, { ...proof, ...options }).clients.getAll());

  test.each(['html', 'nothing', 'null', 'unchanged', 'moved301', 'moved302', 'moved307'] as const)(
    '%s is a ResponseError',
    async (behaviour) => expectError(await failing(behaviour), 'ResponseError', asked),
  );

  test.each(rubbish)('%s is an InvalidResponseError', async (behaviour) =>
    expectError(await failing(behaviour), 'InvalidResponseError', { ...asked, status: 200, body: '' }),
  );

  test.each(['reset', 'short'] as const)('%s is a FetchError', async (behaviour) =>
    expectError(await failing(behaviour), 'FetchError', asked),
  );

  test('a connection that is refused is a FetchError', async () => {
    const client = new ManagementClient({ baseUrl: server.closed, ...proof });
    expectError(await rejection(client.clients.getAll()), 'FetchError', asked);
  });

  test.each(['silence', 'silence-in-body'] as const)('%s is a TimeoutError', async (behaviour) =>
    expectError(await failing(behaviour, { timeoutDuration: 60 }), 'TimeoutError', asked),
  );
});

describe('an abort of a call that has no token yet', () => {
  test('before it began sends nothing', async () => {
    const { clients } = clientOf('token-silence', { ...proofs.secret, timeoutDuration: 500 });
    const error = await rejection(clients.getAll({}, { signal: AbortSignal.abort() }));
    expectError(error, 'AbortError', { method: 'GET', path: '/clients', attempts: 0 });
    expect(server.asked).toEqual([]);
  });

  test('while it waits for one ends the call at once', async () => {
    const { clients } = clientOf('token-silence', { ...proofs.secret, timeoutDuration: 500 });
    const controller = new AbortController();
    server.arrived = () => controller.abort();
    const error = await rejection(clients.getAll({}, { signal: controller.signal }));
    expectError(error, 'AbortError', { method: 'GET', path: '/clients', attempts: 0 });
  });
});
