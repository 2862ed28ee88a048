import { expect, expectTypeOf, test } from 'vitest';
import type {
  Client,
  ClientCreate,
  ClientUpdate,
  GetClientsRequest,
  GetCredentials200ResponseInner,
  PatchCredentialsByCredentialIdRequest,
  PostCredentialsOperationRequest,
  PostCredentialsRequest,
} from '../../src/index.js';
import * as sdk from '../../src/index.js';

test.each(['ManagementClient', 'ClientsManager', 'RequiredError'])('%s is a class', (name) => {
  expect(sdk).toHaveProperty(name, expect.any(Function));
});

test('GetClientConnectionsStrategyEnum has its values by name', () => {
  expect(sdk.GetClientConnectionsStrategyEnum).toMatchObject({
    auth0: 'auth0',
    google_oauth2: 'google-oauth2',
  });
});

test('the types of the known client tests have the properties that these use', () => {
  expectTypeOf<Client['client_id']>().toEqualTypeOf<string>();
  expectTypeOf<{ name: string }>().toExtend<ClientCreate>();
  expectTypeOf<{ name: string }>().toExtend<ClientUpdate>();
  expectTypeOf<{ page: number; per_page: number }>().toExtend<GetClientsRequest>();
  expectTypeOf<GetCredentials200ResponseInner['id']>().toEqualTypeOf<string>();
  expectTypeOf<{ expires_at: string }>().toExtend<PatchCredentialsByCredentialIdRequest>();
  expectTypeOf<{ client_id: string }>().toExtend<PostCredentialsOperationRequest>();
  expectTypeOf<{ credential_type: 'public_key'; pem: string }>().toExtend<PostCredentialsRequest>();
});
