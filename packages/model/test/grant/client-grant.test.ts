import {
  administratorGrant,
  ClientGrantCreate,
  ClientGrantUpdate,
  countsFor,
  grantedScopes,
  newClientGrant,
  newResourceServer,
  patchClientGrant,
  presentClientGrant,
  RuleError,
  scopeGeneration,
  validator,
} from '@clientele/model';
import { describe, expect, it } from 'vitest';

const resourceServer = newResourceServer(
  {
    identifier: 'urn:api',
    scopes: [{ value: 'read' }, { value: 'write' }],
    authorization_details: [{ type: 'payment' }],
  },
  { id: 'api1' },
);
const create = (body: object) =>
  newClientGrant(validator(ClientGrantCreate, 'Payload')({ audience: 'urn:api', ...body }), {
    id: 'cgr_1',
    resourceServer,
  });
const patch = (current: ReturnType<typeof create>, change: object) =>
  patchClientGrant(current, validator(ClientGrantUpdate, 'Payload')(change), { resourceServer });

describe('newClientGrant', () => {
  it('is for the client itself unless another subject is named', () => {
    expect(create({ client_id: 'c', scope: [] })).toEqual({
      id: 'cgr_1',
      client_id: 'c',
      resource_server_id: 'api1',
      scope: [],
      subject_type: 'client',
      scope_generation: scopeGeneration,
    });
    expect(
      create({ default_for: 'third_party_clients', scope: ['read'], subject_type: 'user' }),
    ).toMatchObject({
      default_for: 'third_party_clients',
      subject_type: 'user',
    });
  });

  it.each([
    [{ scope: [] }, 'either client_id or default_for'],
    [{ client_id: 'c', default_for: 'third_party_clients', scope: [] }, 'either client_id or default_for'],
    [{ client_id: 'c' }, 'Either scope or allow_all_scopes'],
    [{ client_id: 'c', allow_all_scopes: false }, 'Either scope or allow_all_scopes'],
    [{ client_id: 'c', scope: [], allow_all_scopes: true }, 'exclude each other'],
    [{ client_id: 'c', scope: ['read', 'read'] }, 'not unique'],
    [{ client_id: 'c', scope: [], is_system: true }, 'Additional properties not allowed: is_system'],
  ])('refuses %j', (body, message) => {
    expect(() => create(body)).toThrow(RuleError);
    expect(() => create(body)).toThrow(message);
  });
});

describe('patchClientGrant', () => {
  const current = create({ client_id: 'c', scope: ['read'], organization_usage: 'allow' });

  it('drops the list when all scopes are allowed, and has both once that is taken back', () => {
    const all = patch(current, { allow_all_scopes: true });
    expect(all).not.toHaveProperty('scope');
    expect(patch(all, { allow_all_scopes: false, scope: [] })).toMatchObject({
      allow_all_scopes: false,
      scope: [],
    });
    expect(() => patch(all, { allow_all_scopes: false })).toThrow('Either scope or allow_all_scopes');
    expect(() => patch(all, { scope: ['read'] })).toThrow('exclude each other');
    expect(() => patch(current, { allow_all_scopes: true, scope: ['read'] })).toThrow('exclude each other');
  });

  it('keeps empty lists and takes the organization usage away with null', () => {
    expect(patch(current, { scope: [], authorization_details_types: [], organization_usage: null })).toEqual({
      id: 'cgr_1',
      client_id: 'c',
      resource_server_id: 'api1',
      scope: [],
      authorization_details_types: [],
      subject_type: 'client',
      scope_generation: scopeGeneration,
    });
  });

  it('does not know what identifies a grant', () => {
    expect(() => patch(current, { audience: 'a', client_id: 'c' })).toThrow(
      "Payload validation error: 'Additional properties not allowed: audience,client_id'.",
    );
  });

  it('leaves system grants alone', () => {
    expect(() => patch({ ...current, is_system: true }, { scope: [] })).toThrow('system client grant');
  });
});

describe('a grant of a system API', () => {
  const system = { ...resourceServer, is_system: true };
  const make = (body: object, client?: Parameters<typeof newClientGrant>[1]['client']) =>
    newClientGrant(validator(ClientGrantCreate, 'Payload')({ audience: 'urn:api', ...body }), {
      id: 'cgr_1',
      resourceServer: system,
      client,
    });
  const refusal = (message: string) => new RuleError(400, 'invalid_body', message);
  const allScopes = refusal('allow_all_scopes cannot be true for a system API; name the scopes in scope.');

  it('names its scopes one by one', () => {
    expect(() => make({ client_id: 'c', allow_all_scopes: true })).toThrow(allScopes);
    const grant = make({ client_id: 'c', scope: ['read'] });
    const all = { allow_all_scopes: true };
    expect(() => patchClientGrant(grant, all, { resourceServer: system })).toThrow(allScopes);
    const administrator = administratorGrant({ id: 'cgr_1', clientId: 'c', resourceServerId: 'api1' });
    expect(patchClientGrant(administrator, all, { resourceServer: system })).toEqual(administrator);
  });

  it('is for no strict third-party client, neither its own nor by default', () => {
    const thirdParty = refusal(
      'audience must not be a system API for third-party clients in strict security mode: urn:api',
    );
    const strict = { third_party_security_mode: 'strict' } as const;
    expect(() => make({ client_id: 'c', scope: [] }, strict)).toThrow(thirdParty);
    expect(() => make({ default_for: 'third_party_clients', scope: [] })).toThrow(thirdParty);
    expect(make({ client_id: 'c', scope: [] }, { third_party_security_mode: 'permissive' })).toMatchObject({
      client_id: 'c',
    });
  });

  it('counts for nobody where it was made a default before that was refused', () => {
    const grant = { ...create({ default_for: 'third_party_clients', scope: ['read'] }) };
    expect(countsFor(grant, system)).toBe(false);
    expect(countsFor(grant, resourceServer)).toBe(true);
    expect(countsFor(create({ client_id: 'c', scope: [] }), system)).toBe(true);
  });
});

describe('a grant for any organization', () => {
  const client = { third_party_security_mode: 'strict' } as const;
  const facts = { id: 'cgr_1', resourceServer, client };
  const body = { client_id: 'c', audience: 'urn:api', scope: [], allow_any_organization: true };
  const message =
    'allow_any_organization must not be true for third-party clients in strict security mode when subject_type is "client".';

  it('is for users of strict third-party clients, not for the clients themselves', () => {
    expect(newClientGrant({ ...body, subject_type: 'user' }, facts)).toMatchObject({
      allow_any_organization: true,
    });
    expect(() => newClientGrant(body, facts)).toThrow(new RuleError(400, 'invalid_body', message));
    const grant = newClientGrant({ ...body, allow_any_organization: false }, facts);
    expect(() => patchClientGrant(grant, { allow_any_organization: true }, facts)).toThrow(message);
    expect(() =>
      create({ default_for: 'third_party_clients', scope: [], allow_any_organization: true }),
    ).toThrow(message);
    expect(newClientGrant(body, { ...facts, client: {} })).toMatchObject({ allow_any_organization: true });
  });
});

describe('presentClientGrant', () => {
  it('names the API by its audience', () => {
    expect(presentClientGrant(create({ client_id: 'c', scope: ['read'] }), 'urn:api')).toEqual({
      id: 'cgr_1',
      client_id: 'c',
      audience: 'urn:api',
      scope: ['read'],
      subject_type: 'client',
    });
  });
});

describe('grantedScopes', () => {
  it('are those that the API still defines', () => {
    const grant = create({ client_id: 'c', scope: ['read', 'write'] });
    expect(grantedScopes(grant, { ...resourceServer, scopes: [{ value: 'write' }] })).toEqual(['write']);
    expect(grantedScopes(create({ client_id: 'c', allow_all_scopes: true }), resourceServer)).toEqual([
      'read',
      'write',
    ]);
  });

  it('are those that the API comes to define later', () => {
    const grant = create({
      client_id: 'c',
      scope: ['read', 'erase'],
      authorization_details_types: ['shipping'],
    });
    expect(presentClientGrant(grant, 'urn:api')).toEqual({
      id: 'cgr_1',
      client_id: 'c',
      audience: 'urn:api',
      scope: ['read', 'erase'],
      authorization_details_types: ['shipping'],
      subject_type: 'client',
    });
    expect(grantedScopes(grant, resourceServer)).toEqual(['read']);
    const scopes = [{ value: 'erase' }, { value: 'read' }];
    expect(grantedScopes(grant, { ...resourceServer, scopes })).toEqual(['read', 'erase']);
  });

  it('are, of a system API, none that its writer could not know to be worth something', () => {
    const values = ['read:clients', 'read:stats'];
    const scopes = values.map((value) => ({ value }));
    const grant = { ...create({ client_id: 'c', scope: values }), scope_generation: 0 };
    expect(grantedScopes(grant, { ...resourceServer, scopes, is_system: true })).toEqual(['read:stats']);
    expect(grantedScopes(grant, { ...resourceServer, scopes })).toEqual(['read:clients', 'read:stats']);
    const { scope_generation, ...older } = grant;
    expect(grantedScopes(older, { ...resourceServer, scopes, is_system: true })).toHaveLength(2);
  });

  it('are, of all scopes of a system API, those that are acted on, or its whole list', () => {
    const scopes = ['read:clients', 'read:stats'].map((value) => ({ value }));
    const system = { ...resourceServer, scopes, is_system: true };
    const facts = { id: 'cgr_1', clientId: 'c', resourceServerId: 'api' };
    expect(grantedScopes(administratorGrant(facts), system)).toEqual(['read:clients']);
    const all = administratorGrant({ ...facts, withUnusedScopes: true });
    expect(grantedScopes(all, system)).toEqual(['read:clients', 'read:stats']);
  });

  it('include the choice of client ids where a system API is meant and the grant names it', () => {
    const grant = create({ client_id: 'c', scope: ['create:client_ids', 'read:unknown'] });
    expect(grantedScopes(grant, { ...resourceServer, is_system: true })).toEqual(['create:client_ids']);
    expect(grantedScopes(grant, resourceServer)).toEqual([]);
  });
});
