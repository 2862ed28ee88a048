import { describe, expect, test } from 'vitest';
import {
  AuthApiError,
  ClienteleError,
  ClientsManager,
  FetchError,
  InvalidResponseError,
  ManagementApiError,
  ManagementClient,
  ResponseError,
} from '../../src/index.js';
import { about, type Reply, recordingServer, rejection } from '../recording-server.js';

/** What every error of a call says besides. */
const CALL = ['method', 'path', 'attempts'];

async function refusal(reply: Reply) {
  const { origin } = await recordingServer(() => reply);
  return rejection(new ClientsManager({ baseUrl: origin }).getAll());
}

describe('ManagementApiError', () => {
  test('holds what the API said', async () => {
    const body = {
      statusCode: 404,
      error: 'Not Found',
      message: 'The client does not exist',
      errorCode: 'inexistent_client',
    };
    const error = await refusal({ status: 404, headers: { 'x-request-id': 'r1' }, json: body });
    expect(error).toBeInstanceOf(ManagementApiError);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      errorCode: 'inexistent_client',
      error: 'Not Found',
      statusCode: 404,
      body: JSON.stringify(body),
      msg: 'The client does not exist',
      message: 'The client does not exist (404 GET /clients)',
      name: 'ManagementApiError',
    });
    expect((error as ManagementApiError).headers.get('x-request-id')).toBe('r1');
    expect(Object.keys(error as object).sort()).toEqual(
      ['errorCode', 'error', 'statusCode', 'body', 'headers', 'msg', 'name', ...CALL, 'status'].sort(),
    );
    expect(error).toBeInstanceOf(ClienteleError);
    expect(error).toMatchObject({ method: 'GET', path: '/clients', status: 404, attempts: 1 });
  });

  test('takes the status of the answer where the body has none', async () => {
    expect(await refusal({ status: 500, json: {} })).toMatchObject({
      name: 'ManagementApiError',
      statusCode: 500,
      errorCode: undefined,
    });
  });

  test('is also what a JSON text becomes', async () => {
    expect(await refusal({ status: 400, json: 'x' })).toMatchObject({
      name: 'ManagementApiError',
      body: '"x"',
    });
  });
});

describe('ResponseError', () => {
  test.each([
    ['no body', 502, ''],
    ['a body that is not JSON', 502, '<html>'],
    ['the body null', 500, 'null'],
  ])('is a refusal with %s', async (_, status, text) => {
    const error = await refusal({ status, text });
    expect(error).toBeInstanceOf(ResponseError);
    expect(error).not.toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({
      statusCode: status,
      body: text,
      name: 'ResponseError',
      message: about('Response returned an error code'),
    });
    expect(Object.keys(error as object).sort()).toEqual(
      ['statusCode', 'body', 'headers', 'name', ...CALL, 'status'].sort(),
    );
  });

  test('is what an answer becomes that is neither success nor refusal', async () => {
    expect(await refusal({ status: 304 })).toMatchObject({ name: 'ResponseError', statusCode: 304 });
  });
});

describe('InvalidResponseError', () => {
  test.each(['', '<html>', '{"a":', 'null', '5', '"secret"'])(
    'is a success with the body %j',
    async (text) => {
      const error = await refusal({ status: 200, text });
      expect(error).toBeInstanceOf(ResponseError);
      expect(error).toMatchObject({
        name: 'InvalidResponseError',
        message: about('The answer is not JSON'),
        method: 'GET',
        path: '/clients',
        statusCode: 200,
        body: '',
      });
    },
  );
});

describe('FetchError', () => {
  test('wraps what fetch rejects with', async () => {
    const cause = new TypeError('fetch failed');
    const clients = new ClientsManager({ baseUrl: 'http://127.0.0.1', fetch: () => Promise.reject(cause) });
    const error = await rejection(clients.getAll());
    expect(error).toBeInstanceOf(FetchError);
    expect(error).toMatchObject({ name: 'FetchError', message: about('fetch failed'), cause });
    expect(Object.keys(error as object).sort()).toEqual(['cause', 'name', ...CALL].sort());
  });

  test('is what a connection becomes that breaks in the middle of a body', async () => {
    const { origin } = await recordingServer((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"a"', () => response.destroy());
      return undefined;
    });
    expect(await rejection(new ClientsManager({ baseUrl: origin }).getAll())).toBeInstanceOf(FetchError);
  });

  test('takes a reason that is no error as it is', async () => {
    const clients = new ClientsManager({ baseUrl: 'http://127.0.0.1', fetch: () => Promise.reject('no') });
    expect(await rejection(clients.getAll())).toMatchObject({
      name: 'FetchError',
      message: about('no'),
      cause: 'no',
    });
  });
});

describe('AuthApiError', () => {
  const credentials = { clientId: 'c1', clientSecret: 'very secret', audience: 'a' };

  async function tokenRefusal(reply: Reply) {
    const { origin } = await recordingServer(() => reply);
    return rejection(new ManagementClient({ baseUrl: origin, ...credentials }).clients.getAll());
  }

  test('holds what the token endpoint said', async () => {
    const body = { error: 'access_denied', error_description: 'Unauthorized' };
    const error = await tokenRefusal({ status: 401, json: body });
    expect(error).toBeInstanceOf(AuthApiError);
    expect(error).toMatchObject({
      ...body,
      statusCode: 401,
      body: JSON.stringify(body),
      message: about('Unauthorized'),
      name: 'AuthApiError',
    });
    expect(Object.keys(error as object).sort()).toEqual(
      ['error', 'error_description', 'statusCode', 'body', 'headers', 'name', ...CALL, 'status'].sort(),
    );
    expect(error).toMatchObject({ method: 'POST', path: '/oauth/token', status: 401 });
  });

  test('has the error as its message where there is no description', async () => {
    expect(await tokenRefusal({ status: 400, json: { error: 'invalid_request' } })).toMatchObject({
      name: 'AuthApiError',
      message: about('invalid_request'),
    });
  });

  test.each(['<html>', '{}', 'null', '"x"'])('is a ResponseError instead for the body %j', async (text) => {
    expect(await tokenRefusal({ status: 503, text })).toMatchObject({
      name: 'ResponseError',
      statusCode: 503,
    });
  });

  test('is an InvalidResponseError instead for a success without a token', async () => {
    expect(await tokenRefusal({ json: { token_type: 'Bearer' } })).toMatchObject({
      name: 'InvalidResponseError',
      message: about('The answer has no access_token'),
    });
  });
});

test('a token that fits in no header is not shown in the error', async () => {
  const { origin } = await recordingServer();
  const { clients } = new ManagementClient({ baseUrl: origin, token: () => 'very\nsecret' });
  const error = await rejection(clients.getAll());
  expect(String(error)).toBe('ConfigurationError: The option token must be visible ASCII');
});
