import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { HttpError } from '@clientele/model';
import type Send from '@fastify/send';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type ContentCoding, preferredCoding } from '../http/content-coding.js';
import { answerErrors } from '../http/errors.js';
import { methodsOf } from '../http/methods.js';
import { sendNotModified } from '../http/not-modified.js';
import { pageErrors } from '../http/page-errors.js';
import { sendUncounted } from '../http/pieces.js';
import { pageHeaders } from './page-headers.js';

const place = '/docs/sdk';

/** How the pages are named; whatever else is asked for, or leads out of their folder, is not there. */
const pagePath = /^(?:\/[\w-][\w.-]*)*(?<!\.(?:br|gz))\/?$/;

/** `/docs/sdk/`: the documentation of the SDK, as it lies in a folder. */
export async function sdkDocs(app: FastifyInstance, { folder }: { folder: string }): Promise<void> {
  app.setErrorHandler(answerErrors(pageErrors));
  const refuseOtherMethods = methodsOf(app);
  app.addHook('onSend', async (_request, reply) => void reply.headers(pageHeaders));
  app.get(place, async (_request, reply) => reply.redirect(`${place}/`, 308));
  const pages = new Map<string, Page>();
  app.get<{ Params: { '*': string } }>(`${place}/*`, async (request, reply) => {
    if (!existsSync(folder)) throw notMade();
    const path = `/${request.params['*']}`;
    if (!pagePath.test(path)) throw noSuchPage();
    return sendPage(reply, { root: folder, path, pages });
  });
  refuseOtherMethods();
}

/** A page as it was read, and when it had been written. */
interface Page {
  written: number;
  bytes: Buffer;
}

interface Asked {
  root: string;
  path: string;
  pages: Map<string, Page>;
}

async function sendPage(reply: FastifyReply, { root, path, pages }: Asked): Promise<FastifyReply> {
  // Loaded by the first who reads, not by every start.
  const { default: send } = await import('@fastify/send');
  // Asked as HEAD, it finds the page and decides on conditions, and opens no file for each who reads.
  const request = Object.create(reply.request.raw, { method: { value: 'HEAD' } });
  const find = (file: string) => send(request, file, { root, acceptRanges: false, cacheControl: false });
  const plain = path.endsWith('/') ? `${path}index.html` : path;
  const coding = preferredCoding(reply.request.headers['accept-encoding']);
  const compressed = coding && (await find(`${plain}${endings[coding]}`));
  const isCompressed = compressed !== undefined && compressed.statusCode !== 404;
  const found = isCompressed ? compressed : await find(plain);
  if (found.statusCode === 412) throw preconditionFailed();
  if (found.type === 'error' && found.statusCode >= 500) throw found.metadata.error;
  if (found.type !== 'file') throw noSuchPage();
  reply.code(found.statusCode).headers(found.headers);
  if (found.statusCode === 304) return sendNotModified(reply);
  if (isCompressed) reply.header('content-encoding', coding).header('content-type', typeOf(plain, send));
  return sendUncounted(reply, await readOnce(pages, found.metadata));
}

/** What the pages that were compressed when they were made end with. */
const endings: Record<ContentCoding, string> = { br: '.br', gzip: '.gz' };

function typeOf(path: string, { mime, isUtf8MimeType }: typeof Send): string {
  const type = mime.getType(path) ?? 'application/octet-stream';
  return isUtf8MimeType(type) ? `${type}; charset=utf-8` : type;
}

/** Read again only where the page has been made anew. */
async function readOnce(
  pages: Map<string, Page>,
  { path, stat }: { path: string; stat: { mtimeMs: number } },
): Promise<Buffer> {
  const known = pages.get(path);
  if (known?.written === stat.mtimeMs) return known.bytes;
  const bytes = await readFile(path);
  pages.set(path, { written: stat.mtimeMs, bytes });
  return bytes;
}

function noSuchPage(): HttpError {
  return new HttpError(404, `Page not found; the documentation of the SDK starts at ${place}/.`);
}

/** The pages have not been made where this server was installed. */
function notMade(): HttpError {
  return new HttpError(
    404,
    'The documentation of the SDK is not part of this installation; `npm run setup` makes it.',
    { code: 'sdk_docs_absent' },
  );
}

/** The page is not, or not any more, the one that the request is about. RFC 9110 section 15.5.13. */
function preconditionFailed(): HttpError {
  return new HttpError(412, 'The preconditions of the request do not hold for this page.', {
    code: 'precondition_failed',
  });
}
