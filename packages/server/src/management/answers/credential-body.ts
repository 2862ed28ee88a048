import { assertionAlgorithms } from '@clientele/model';
import type { TProperties } from 'typebox';
import * as Type from 'typebox';
import type { NamedSchema } from '../../http/route-description.js';
import { answer, text, time } from './body-schema.js';
import { lastUsedSchema } from './last-used.js';

const credential = (more: TProperties = {}) =>
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
      ...more,
    },
    'A credential; its key is never shown.',
  );

/** A credential. management-api.md 3 */
export const credentialBody: NamedSchema = { name: 'credential', schema: () => credential() };

const usedCredential = () => credential({ last_used: lastUsedSchema() });

/** A credential, with how it was used. docs/decisions/0117 */
export const usedCredentialBody: NamedSchema = { name: 'usedCredential', schema: usedCredential };

/** A credential in a rotation: its state, and how it was used. docs/decisions/0118 */
export const rotatingCredentialBody: NamedSchema = {
  name: 'rotatingCredential',
  schema: () =>
    credential({
      state: Type.Enum(['primary', 'retiring', 'disabled'], {
        description:
          'primary: the newest that is enabled and has not expired; retiring: any other that is enabled; disabled: named by no method',
      }),
      last_used: lastUsedSchema(),
    }),
};

/** The credentials of a client. management-api.md 3 */
export const credentialsBody: NamedSchema = {
  name: 'credentials',
  schema: () => Type.Array(usedCredential(), { description: 'Credentials, oldest first' }),
};
