import { ClientCreate, ClientUpdate } from '@clientele/model';
import * as Type from 'typebox';
import type { NamedSchema } from '../../http/route-description.js';
import { answer, checkpointList, list, state, text, time } from './body-schema.js';

const { client_authentication_methods, signed_request_object, token_vault_privileged_access } =
  ClientUpdate.properties;
const slots = { client_authentication_methods, signed_request_object, token_vault_privileged_access };

const client = () => answer(properties(), 'A client.');

/** No search returns these, whoever asks. management-api.md 2.10 */
export const neverFound = ['client_secret', 'encryption_key', 'signing_keys', 'owners', 'addons'] as const;
const foundClient = () => {
  const found = properties();
  for (const name of neverFound) delete found[name];
  return answer(found, 'A client that was found.');
};

/** What of a client an answer can show. */
function properties(): Type.TProperties {
  return {
    client_id: text('Id'),
    created_at: time('When it was made'),
    updated_at: time('When it was last changed'),
    tenant: text('Tenant'),
    global: state('Whether it is the global client'),
    ...ClientCreate.properties,
    cross_origin_auth: state('Older name of cross_origin_authentication'),
    callback_url_template: state('Whether callbacks are templates'),
    encrypted: state('In the answer to create only'),
    signing_keys: Type.Array(
      Type.Object({ cert: text('Certificate'), pkcs7: text('PKCS #7'), subject: text('Subject') }),
      { description: 'Certificates of the client; never a private key' },
    ),
    // Slots name credentials by id; only the answer to create shows them in full. management-api.md 2.2
    ...slots,
    external_client_id: text('URL under which the client publishes its metadata'),
    external_metadata_type: Type.Enum(['cimd', 'dcr'], { description: 'How it came to be' }),
    external_metadata_created_by: Type.Enum(['admin', 'client'], { description: 'Who registered it' }),
    jwks_uri: text('URL under which the client publishes its keys'),
  };
}

/** A client. client-visibility.md */
export const clientBody: NamedSchema = { name: 'client', schema: client };

/** Clients. management-api.md 2.1 */
export const clientsBody: NamedSchema = { name: 'clients', schema: () => list('clients', client()) };

/** Clients that a search found. docs/decisions/0086 */
export const foundClientsBody: NamedSchema = {
  name: 'foundClients',
  schema: () =>
    Type.Object(
      {
        clients: Type.Array(foundClient()),
        next: Type.Optional(text('Cursor from which to go on; without one there are no more')),
        observed_since: Type.Optional(
          Type.Union([time('Since when all use has been counted'), Type.Null()], {
            description: 'With unused_for: since when all use has been counted; null while that is not known',
          }),
        ),
        total: Type.Optional(
          Type.Integer({
            description: 'With include_totals=true: how many are found; 10001 stands for that many or more',
          }),
        ),
      },
      {
        description:
          'Clients that were found. There may be more although some or none are here: next says so.',
      },
    ),
};

/** Ids of the clients of a connection. */
export const connectionClientsBody: NamedSchema = {
  name: 'connectionClients',
  schema: () => checkpointList('clients', Type.Object({ client_id: text('Id of a client') })),
};
