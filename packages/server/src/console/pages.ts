import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { HttpError } from '@clientele/model';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { answerErrors } from '../http/errors.js';
import { methodsOf } from '../http/methods.js';
import { pageErrors } from '../http/page-errors.js';
import { staticFolder } from '../http/static-folder.js';

const place = '/console';

/** Headers of pages and assets alike: nobody frames them, and nobody learns where they lead from. */
const everywhere = {
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const;

/** The page of the console, which finds out by itself what its path stands for, and its assets. docs/decisions/0123 */
export async function pages(app: FastifyInstance, { folder }: { folder: string }): Promise<void> {
  app.setErrorHandler(answerErrors(pageErrors));
  const refuseOtherMethods = methodsOf(app);
  app.addHook('onSend', async (_request, reply) => void reply.headers(everywhere));
  const assets = staticFolder(join(folder, 'assets'), { absent: noSuchAsset });
  const page = pageIn(folder);
  const send = async (reply: FastifyReply) => {
    const nonce = randomBytes(16).toString('base64');
    const text = await page();
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', policyWith(nonce))
      .send(text.replaceAll('{nonce}', nonce));
  };
  app.get<{ Params: { '*': string } }>(`${place}/assets/*`, async (request, reply) => {
    // A name says what is in it, so that it never holds anything else.
    reply.header('cache-control', 'public, max-age=31536000, immutable').header('vary', 'accept-encoding');
    return assets.send(reply, `/${request.params['*']}`);
  });
  app.get(place, async (_request, reply) => send(reply));
  app.get(`${place}/*`, async (_request, reply) => send(reply));
  refuseOtherMethods();
}

/** Only what this server sends itself, and inline only what has the nonce of this answer. Content Security Policy Level 3 */
function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    // The token endpoint too: pages ask it under the name that they came by.
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The text of the page, read again where it has been built anew. */
function pageIn(folder: string): () => Promise<string> {
  const file = join(folder, 'index.html');
  let known: { written: number; text: string } | undefined;
  return async () => {
    const { mtimeMs } = await stat(file).catch((cause: unknown) => {
      throw notBuilt(cause);
    });
    if (known?.written !== mtimeMs) known = { written: mtimeMs, text: await readFile(file, 'utf8') };
    return known.text;
  };
}

function noSuchAsset(): HttpError {
  return new HttpError(404, 'There is no such file; the console is at /console/.', {
    headers: { 'cache-control': 'no-store' },
  });
}

/** The pages were not built where this server was installed. */
function notBuilt(cause: unknown): HttpError {
  return new HttpError(404, 'The console is not part of this installation; `npm run setup` builds it.', {
    cause,
    code: 'console_absent',
  });
}
