import * as Type from 'typebox';
import { ipRange } from '../address/ip-range.js';
import { credentialSchemas } from '../credential/credential-create.js';
import { mostPerSlot, slotDescription } from '../credential/slot.js';
import { closed, text } from '../schema.js';

const reference = closed({ id: text('Id of a credential of this client', { minLength: 1, maxLength: 64 }) });

/** At most as many credentials as an operator can allow; how many are allowed, `limitSlots` checks. management-api.md 2.4 */
function credentials<Item extends Type.TSchema>(item: Item) {
  return Type.Array(item, { maxItems: mostPerSlot, description: slotDescription });
}

function named<Item extends Type.TSchema>(item: Item) {
  return Type.Optional(closed({ credentials: credentials(item) }));
}

function methods<Key extends Type.TSchema, Subject extends Type.TSchema, Certificate extends Type.TSchema>(
  key: Key,
  subject: Subject,
  certificate: Certificate,
) {
  return closed(
    {
      private_key_jwt: named(key),
      tls_client_auth: named(subject),
      self_signed_tls_client_auth: named(certificate),
    },
    {
      minProperties: 1,
      maxProperties: 1,
      description: 'How the client authenticates with keys and certificates',
    },
  );
}

function signedRequestObject<Item extends Type.TSchema>(item: Item) {
  return closed(
    {
      required: Type.Optional(Type.Boolean({ description: 'Whether signed request objects are mandatory' })),
      credentials: Type.Optional(credentials(item)),
    },
    { description: 'Signed request objects (RFC 9101)' },
  );
}

const addresses = (minItems: number) =>
  Type.Array(ipRange('IP address or range'), {
    minItems,
    maxItems: 10,
    description: 'Addresses from which access is allowed',
  });
const vaultGrant = closed({
  connection: text('Name of a connection', { minLength: 1 }),
  scopes: Type.Array(text('Scope of the connection', { minLength: 1, maxLength: 1000 }), {
    minItems: 1,
    maxItems: 20,
    description: 'Scopes that are granted',
  }),
});
const vaultGrants = (minItems: number) =>
  Type.Array(vaultGrant, { minItems, maxItems: 5, description: 'What is granted, by connection' });
const vaultDescription = { description: 'Privileged access to the token vault' };

const { public_key: key, cert_subject_dn: subject, x509_cert: certificate } = credentialSchemas;

/** The slots in the body of a new client: full credentials. management-api.md 2.2, 2.8 */
export const slotsOnCreate = {
  client_authentication_methods: methods(key, subject, certificate),
  signed_request_object: signedRequestObject(key),
  token_vault_privileged_access: closed(
    {
      credentials: credentials(key),
      ip_allowlist: Type.Optional(addresses(1)),
      grants: Type.Optional(vaultGrants(1)),
    },
    vaultDescription,
  ),
};

/** The slots in a change of a client: ids only. management-api.md 2.4, 2.8 */
export const slotsOnUpdate = {
  client_authentication_methods: methods(reference, reference, reference),
  signed_request_object: signedRequestObject(reference),
  token_vault_privileged_access: closed(
    {
      credentials: credentials(reference),
      ip_allowlist: addresses(0),
      grants: vaultGrants(0),
    },
    vaultDescription,
  ),
};
