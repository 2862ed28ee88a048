import * as Type from 'typebox';
import { closed, freeform, nullable, open, text } from '../schema.js';

const string = (options: Type.TStringOptions = {}) =>
  Type.Optional(text('Setting of the addon', { maxLength: 4096, ...options }));
const required = text('Setting of the addon', { maxLength: 4096 });
const address = { pattern: '^https?://[^\\s\\p{Cc}]+$', maxLength: 2048 };
const flag = Type.Optional(Type.Boolean());
const integer = (bounds: Type.TNumberOptions = {}) => Type.Optional(Type.Integer(bounds));
/** What an addon has besides is the caller's own, and so is its type. */
const addon = (properties: Type.TProperties = {}) =>
  Type.Optional(
    Type.Unsafe<Record<string, unknown>>(open(properties, { description: 'Settings of the addon' })),
  );
const salesforceApi = addon({
  clientid: string(),
  principal: string(),
  communityName: string(),
  community_url_section: string(),
});

/** `addons`: what an addon is known to have is checked, all else is kept as it is sent. management-api.md 2.2, 2.8 */
export const Addons = Type.Object(
  {
    aws: addon({
      principal: string(),
      role: string(),
      lifetime_in_seconds: integer({ minimum: 900, maximum: 43_200 }),
    }),
    azure_blob: addon({
      accountName: string({ pattern: '^([a-z0-9]){3,24}$' }),
      storageAccessKey: string({ pattern: '^([A-Za-z0-9+/]){86}==$' }),
      containerName: string({ pattern: '^([a-z0-9]){1}([a-z0-9-]){2,62}$' }),
      blobName: string({ pattern: '^(.){1,1024}$' }),
      expiration: integer({ minimum: 0 }),
      signedIdentifier: string(),
      blob_read: flag,
      blob_write: flag,
      blob_delete: flag,
      container_read: flag,
      container_write: flag,
      container_delete: flag,
      container_list: flag,
    }),
    azure_sb: addon({
      namespace: string(),
      sasKeyName: string(),
      sasKey: string(),
      entityPath: string(),
      expiration: integer(),
    }),
    rms: addon({ url: text('Address', address) }),
    mscrm: addon({ url: text('Address', address) }),
    slack: addon({ team: required }),
    sentry: addon({ org_slug: string(), base_url: string() }),
    box: addon(),
    cloudbees: addon(),
    concur: addon(),
    dropbox: addon(),
    echosign: addon({ domain: string() }),
    egnyte: addon({ domain: string() }),
    firebase: addon({
      secret: string(),
      private_key_id: string(),
      private_key: string({ maxLength: 16_384 }),
      client_email: string(),
      lifetime_in_seconds: integer(),
    }),
    newrelic: addon({ account: string() }),
    office365: addon({ domain: string(), connection: string() }),
    salesforce: addon({ entity_id: string(address) }),
    salesforce_api: salesforceApi,
    salesforce_sandbox_api: salesforceApi,
    samlp: addon({
      mappings: Type.Optional(freeform('Claims and the attributes that carry them')),
      audience: string(),
      recipient: string(),
      createUpnClaim: flag,
      mapUnknownClaimsAsIs: flag,
      passthroughClaimsWithNoMapping: flag,
      mapIdentities: flag,
      signatureAlgorithm: string(),
      digestAlgorithm: string(),
      issuer: string(),
      destination: string(),
      lifetimeInSeconds: integer(),
      signResponse: flag,
      nameIdentifierFormat: string(),
      nameIdentifierProbes: Type.Optional(
        Type.Array(text('Name of a claim', { minLength: 1, maxLength: 1000 }), { maxItems: 100 }),
      ),
      authnContextClassRef: string(),
    }),
    layer: addon({
      providerId: required,
      keyId: required,
      privateKey: text('Private key', { maxLength: 16_384 }),
      principal: string(),
      expiration: integer({ minimum: 0 }),
    }),
    sap_api: addon({
      clientid: string(),
      usernameAttribute: string(),
      tokenEndpointUrl: string(address),
      scope: string(),
      servicePassword: string(),
      nameIdentifierFormat: string(),
    }),
    sharepoint: addon({
      url: string(),
      external_url: Type.Optional(
        Type.Union([Type.Array(text('Address', { maxLength: 2048 }), { maxItems: 100 }), text('Address')]),
      ),
    }),
    springcm: addon({ acsurl: string() }),
    wams: addon({ masterkey: string() }),
    wsfed: addon(),
    zendesk: addon({ accountName: string() }),
    zoom: addon({ account: string() }),
    sso_integration: addon({ name: string(), version: string() }),
    oag: Type.Optional(nullable(Type.Unsafe<Record<string, unknown>>(closed({})))),
  },
  { additionalProperties: false, description: 'Addons' },
);
