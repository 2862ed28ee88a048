import { signingKeyTypes } from '@clientele/model';
import * as Type from 'typebox';
import type { NamedSchema } from '../../http/route-description.js';
import { answer, state, text, time } from './body-schema.js';

const signingKey = () =>
  answer(
    {
      kid: text('Id'),
      cert: text('Certificate'),
      pkcs7: text('The certificate as PKCS #7'),
      fingerprint: text('SHA-1 of the certificate, in hexadecimal with colons'),
      thumbprint: text('The same without colons'),
      kty: Type.Enum([...signingKeyTypes], { description: 'Type of the key (RFC 7517)' }),
      current: state('Whether it signs'),
      next: state('Whether it signs after the next rotation'),
      previous: state('Whether it has signed'),
      current_since: time('When it began to sign'),
      current_until: time('When it ceased to sign'),
      published_until: time('Until when a key that has signed is published, for tokens that are out'),
      revoked: state('Whether it was revoked'),
      revoked_at: time('When it was revoked'),
    },
    'A key that signs access tokens; its private half is never shown.',
  );

/** A signing key. signing-keys.md */
export const signingKeyBody: NamedSchema = { name: 'signingKey', schema: signingKey };

/** The signing keys. signing-keys.md */
export const signingKeysBody: NamedSchema = {
  name: 'signingKeys',
  schema: () => Type.Array(signingKey(), { description: 'Keys that sign, will sign, or have signed' }),
};

/** What a rotation or a revocation answers. signing-keys.md */
export const changedSigningKeyBody: NamedSchema = {
  name: 'changedSigningKey',
  schema: () =>
    Type.Object(
      { kid: text('Id'), cert: text('Certificate') },
      { description: 'The key that signs now, or that was revoked.' },
    ),
};
