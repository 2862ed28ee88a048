import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const json = async (...call: Parameters<TestServer['call']>) => (await server.call(...call)).json();
let count = 0;
const newConnection = (body: object = {}) => {
  count += 1;
  return json('POST', '/connections', { name: `connection-${count}`, strategy: 'auth0', ...body });
};

describe('attributes in the options of a database', () => {
  const active = { identifier: { active: true }, profile_required: true, signup: { status: 'required' } };
  const inactive = { ...active, identifier: { active: false } };
  const shared = { ...inactive, unique: false };

  it.each([
    [
      { attributes: { email: active }, requires_username: true },
      'Cannot set both options.attributes and options.requires_username',
    ],
    [
      { attributes: { email: active }, validation: { username: { min: 1, max: 5 } } },
      'Cannot set both options.attributes and options.validation',
    ],
    [
      { attributes: { email: inactive, username: inactive } },
      'attributes must contain one active identifier',
    ],
    [{ attributes: {} }, 'attributes must contain one active identifier'],
    [{ attributes: null }, 'attributes must contain one active identifier'],
    [
      { attributes: { phone_number: { ...active, signup: { status: 'inactive' } } } },
      'attribute phone_number must also be required on signup',
    ],
  ])('are refused: %j', async (options, message) => {
    const refusal = { statusCode: 400, error: 'Bad Request', message, errorCode: 'invalid_body' };
    expect(await newConnection({ options })).toEqual(refusal);
    const { id } = await newConnection();
    expect(await json('PATCH', `/connections/${id}`, { options })).toEqual(refusal);
    expect(await json('GET', `/connections/${id}?fields=options`)).toMatchObject({ options: {} });
    expect(await newConnection({ strategy: 'oidc', options })).toMatchObject({ options });
  });

  it.each([
    { attributes: { username: active }, requires_username: false },
    { attributes: { email: shared, username: active } },
    { attributes: { email: active, phone_number: { signup: { status: 'inactive' } } } },
    { requires_username: true, validation: { username: { min: 1, max: 5 } } },
  ])('are taken: %j', async (options) => {
    const connection = await newConnection({ options });
    expect(connection).toMatchObject({ options });
    expect(await json('PATCH', `/connections/${connection.id}`, { options })).toEqual(connection);
  });

  it('get no address later that people may share', async () => {
    const { id } = await newConnection({ options: { attributes: { username: active } } });
    const options = { attributes: { username: active, email: shared } };
    expect(await json('PATCH', `/connections/${id}`, { options })).toEqual({
      statusCode: 400,
      error: 'Bad Request',
      message: 'cannot add non-unique email attribute',
      errorCode: 'invalid_body',
    });
    const alone = { attributes: { username: active, email: { ...shared, unique: true } } };
    expect(await json('PATCH', `/connections/${id}`, { options: alone })).toMatchObject({ options: alone });
  });
});
