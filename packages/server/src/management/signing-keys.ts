import { X509Certificate } from 'node:crypto';
import {
  publishedUntil,
  RuleError,
  signingKeyState,
  signingKeyTypes,
  type TokenSigningKey,
} from '@clientele/model';
import * as Type from 'typebox';
import { pkcs7Of } from '../crypto/certificate.js';
import { actorOf } from '../http/request-context.js';
import { keepAnswer } from './answers/kept-answer.js';
import { operation } from './answers/operation.js';
import { changedSigningKeyBody, signingKeyBody, signingKeysBody } from './answers/signing-key-body.js';
import { requireScopes } from './requests/authorize.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';

const Path = Type.Object({ kid: Type.String() });

function inexistentSigningKey(): RuleError {
  return new RuleError(404, 'inexistent_signing_key', 'The signing key does not exist');
}

/** `/keys/signing`: list, get, revoke, rotate. signing-keys.md */
export function signingKeyRoutes(app: ManagementApp, { allow }: ManagementContext): void {
  app.get(
    '/keys/signing',
    {
      config: operation({
        id: 'listSigningKeys',
        summary: 'List the signing keys',
        tag: 'Signing keys',
        success: [200, signingKeysBody],
        refusals: [],
      }),
      onRequest: allow('read:signing_keys'),
    },
    async ({ tenant }) => {
      await tenant.keys.catchUp();
      return Promise.all([...tenant.keys.all()].sort(inOrder).map(present));
    },
  );

  app.get(
    '/keys/signing/:kid',
    {
      config: operation({
        id: 'getSigningKey',
        summary: 'Read a signing key',
        tag: 'Signing keys',
        success: [200, signingKeyBody],
        refusals: [404],
      }),
      onRequest: allow('read:signing_keys'),
      schema: { params: Path },
    },
    async ({ tenant, params }) => {
      await tenant.keys.catchUp();
      const key = tenant.keys.all().find(({ kid }) => kid === params.kid);
      if (!key) throw inexistentSigningKey();
      return present(key);
    },
  );

  app.put(
    '/keys/signing/:kid/revoke',
    {
      config: operation({
        id: 'revokeSigningKey',
        summary: 'Revoke an earlier or the next signing key',
        tag: 'Signing keys',
        success: [200, changedSigningKeyBody],
        refusals: [400, 404],
      }),
      onRequest: allow('update:signing_keys'),
      schema: { params: Path },
    },
    async (request) => {
      const key = await request.tenant.keys.revoke(request.params.kid, actorOf(request));
      if (!key) throw inexistentSigningKey();
      return brief(key);
    },
  );

  app.post(
    '/keys/signing/rotate',
    {
      config: operation({
        id: 'rotateSigningKeys',
        summary: 'Rotate the signing keys',
        tag: 'Signing keys',
        success: [201, changedSigningKeyBody],
        refusals: [400],
        furtherScopes: ['update:signing_keys'],
      }),
      onRequest: allow('create:signing_keys'),
    },
    async (request, reply) => {
      requireScopes(request.caller, ['update:signing_keys']);
      reply.code(201);
      const key = await request.tenant.keys.rotate(actorOf(request), (stores, rotated) =>
        keepAnswer(request, reply, { stores, body: brief(rotated) }),
      );
      return brief(key);
    },
  );
}

const states = ['current', 'next', 'previous', 'revoked'];

/** As people look for them: the keys that sign, those that will, those that have, and the rest; newest first. */
function inOrder(one: TokenSigningKey, other: TokenSigningKey): number {
  const rank = (key: TokenSigningKey) =>
    states.indexOf(signingKeyState(key)) * signingKeyTypes.length + signingKeyTypes.indexOf(key.type);
  return rank(one) - rank(other) || other.created_at - one.created_at;
}

function brief({ kid, certificate }: TokenSigningKey) {
  return { kid, ...(certificate !== undefined && { cert: certificate }) };
}

async function present(key: TokenSigningKey): Promise<Record<string, unknown>> {
  const { current_since, current_until, revoked_at, certificate } = key;
  const state = signingKeyState(key);
  return {
    ...brief(key),
    ...(certificate !== undefined && (await certificateProperties(certificate))),
    kty: key.type,
    current: state === 'current',
    next: state === 'next',
    previous: state === 'previous',
    ...(current_since !== undefined && { current_since: timestamp(current_since) }),
    ...(current_until !== undefined && { current_until: timestamp(current_until) }),
    ...(state === 'previous' && { published_until: timestamp(publishedUntil(key)) }),
    revoked: state === 'revoked',
    ...(revoked_at !== undefined && { revoked_at: timestamp(revoked_at) }),
  };
}

async function certificateProperties(certificate: string) {
  const { fingerprint } = new X509Certificate(certificate);
  return {
    pkcs7: await pkcs7Of(certificate),
    fingerprint,
    thumbprint: fingerprint.replaceAll(':', ''),
  };
}

function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
