import { assertionAlgorithms } from '@clientele/model';
import type { TProperties } from 'typebox';
import * as Type from 'typebox';
import type { NamedSchema } from '../../http/route-description.js';
import { answer, object, text, time } from './body-schema.js';
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

const ruleBody = () =>
  Type.Object({
    rule: text('Which rule'),
    outcome: Type.Enum(['passed', 'failed', 'not_checked'], { description: 'What it says' }),
    message: text('What was found and what is expected, in plain words'),
  });

/** What the token endpoint would say of an assertion. docs/decisions/0125 */
export const assertionCheckBody: NamedSchema = {
  name: 'checkedAssertion',
  schema: () =>
    Type.Object(
      {
        accepted: Type.Boolean({ description: 'Whether it would be accepted now' }),
        reason: Type.Union([text('The rule that refuses it first'), Type.Null()]),
        message: text('Why, in plain words'),
        checked_at: time("The time by this server's clock"),
        checks: Type.Array(ruleBody(), {
          description: 'All rules, in the order in which they are looked at',
        }),
        header: Type.Optional(object('Its header')),
        claims: Type.Optional(object('Its claims')),
        credential_id: Type.Optional(text('The credential that signed it')),
        already_used: Type.Optional(
          Type.Boolean({ description: 'Whether it was used before; absent where another rule refuses it' }),
        ),
      },
      { description: 'What the token endpoint would say of an assertion.' },
    ),
};
