import { assertionAlgorithms } from '@clientele/model';
import * as Type from 'typebox';
import type { NamedSchema } from '../../http/route-description.js';
import { answer, text, time } from './body-schema.js';
import { lastUsedSchema } from './last-used.js';

const credential = () =>
  answer(
    {
      id: text('Id'),
      credential_type: Type.Enum(['public_key', 'cert_subject_dn', 'x509_cert'], { description: 'Type' }),
      name: text('Name'),
      kid: text('Id of the key'),
      alg: Type.Enum([...assertionAlgorithms], { description: 'Algorithm of the key' }),
      subject_dn: text('Distinguished name of the subject'),
      thumbprint_sha256: text('SHA-256 of the certificate, in base64url'),
      created_at: time('When it was made'),
      updated_at: time('When it was last changed'),
      expires_at: Type.Union([time('When it expires'), Type.Null()], {
        description: 'When it expires; null where a key that nothing names yet never does',
      }),
      last_used: lastUsedSchema(),
    },
    'A credential; its key is never shown.',
  );

/** A credential. management-api.md 3 */
export const credentialBody: NamedSchema = { name: 'credential', schema: credential };

/** The credentials of a client. management-api.md 3 */
export const credentialsBody: NamedSchema = {
  name: 'credentials',
  schema: () => Type.Array(credential(), { description: 'Credentials, oldest first' }),
};
