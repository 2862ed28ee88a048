import { secretStates } from '@clientele/model';
import * as Type from 'typebox';
import type { NamedSchema } from '../../http/route-description.js';
import { answer, object, text, time } from './body-schema.js';

const properties = () => ({
  id: text('Id'),
  name: Type.Optional(text('Name')),
  state: Type.Enum([...secretStates], {
    description:
      'staged authenticates nobody yet, primary is what client_secret shows, retiring works until expires_at, disabled authenticates nobody',
  }),
  hint: Type.Optional(text('First characters of a generated secret')),
  created_at: time('When it was made'),
  expires_at: Type.Optional(time('When it stops working')),
  created_by: Type.Union([text('Client that asked for it'), Type.Null()], {
    description: 'Client that asked for it; null where the server made it by itself, or it is not known',
  }),
  last_used: Type.Optional(object('When and from where it was used last')),
});

/** A secret of a client, without the secret itself. */
export const clientSecretBody: NamedSchema = {
  name: 'clientSecret',
  schema: () => answer(properties(), 'What is known of a secret of a client.'),
};

/** A secret of a client with its text: when it is made, and where secrets can be read. */
export const newClientSecretBody: NamedSchema = {
  name: 'newClientSecret',
  schema: () => answer({ ...properties(), secret: text('The secret itself') }, 'A secret of a client.'),
};

/** The secrets of a client, newest first. */
export const clientSecretsBody: NamedSchema = {
  name: 'clientSecrets',
  schema: () =>
    answer(
      { secrets: Type.Array(answer(properties(), 'What is known of a secret of a client.')) },
      'The secrets of a client, newest first.',
    ),
};

/** Whose a secret is. docs/decisions/0120 */
export const foundSecretBody: NamedSchema = {
  name: 'foundSecret',
  schema: () =>
    answer(
      {
        client_id: text('Id of the client'),
        secret: object(
          'What is known of the secret: id, name, state (also ended), created_at, expires_at, ended_at',
        ),
        working_secrets: Type.Optional(
          Type.Integer({ description: 'How many secrets of the client still work; after a revocation only' }),
        ),
      },
      'Whose a secret is, and what has become of it.',
    ),
};
