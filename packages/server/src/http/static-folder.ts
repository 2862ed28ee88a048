import { readFile } from 'node:fs/promises';
import { HttpError } from '@clientele/model';
import type Send from '@fastify/send';
import type { FastifyReply } from 'fastify';
import { type ContentCoding, preferredCoding } from './content-coding.js';
import { sendNotModified } from './not-modified.js';
import { sendUncounted } from './pieces.js';

/** How files are named; whatever else is asked for, or leads out of their folder, is not there. */
const filePath = /^(?:\/[\w-][\w.-]*)*(?<!\.(?:br|gz))\/?$/;

/** A folder of files that were made before the server runs, with what compresses them beside them. */
export interface StaticFolder {
  /** Sends a file by its path, which begins with a slash; a folder is its `index.html`. @throws HttpError (404) without one. */
  send(reply: FastifyReply, path: string): Promise<FastifyReply>;
}

/** Sends the files of a folder; `absent` is what is thrown for one that is not there. */
export function staticFolder(root: string, { absent }: { absent: () => HttpError }): StaticFolder {
  const files = new Map<string, KnownFile>();
  return {
    async send(reply, path) {
      if (!filePath.test(path)) throw absent();
      return sendFile(reply, { root, path, files, absent });
    },
  };
}

/** A file as it was read, and when it had been written. */
interface KnownFile {
  written: number;
  bytes: Buffer;
}

interface Asked {
  root: string;
  path: string;
  files: Map<string, KnownFile>;
  absent: () => HttpError;
}

async function sendFile(reply: FastifyReply, { root, path, files, absent }: Asked): Promise<FastifyReply> {
  // Loaded by the first who reads, not by every start.
  const { default: send } = await import('@fastify/send');
  // Asked as HEAD, it finds the file and decides on conditions, and opens none for each who reads.
  const request = Object.create(reply.request.raw, { method: { value: 'HEAD' } });
  const find = (file: string) => send(request, file, { root, acceptRanges: false, cacheControl: false });
  const plain = path.endsWith('/') ? `${path}index.html` : path;
  const coding = preferredCoding(reply.request.headers['accept-encoding']);
  const compressed = coding && (await find(`${plain}${endings[coding]}`));
  const isCompressed = compressed !== undefined && compressed.statusCode !== 404;
  const found = isCompressed ? compressed : await find(plain);
  if (found.statusCode === 412) throw preconditionFailed();
  if (found.type === 'error' && found.statusCode >= 500) throw found.metadata.error;
  if (found.type !== 'file') throw absent();
  reply.code(found.statusCode).headers(found.headers);
  if (found.statusCode === 304) return sendNotModified(reply);
  if (isCompressed) reply.header('content-encoding', coding).header('content-type', typeOf(plain, send));
  return sendUncounted(reply, await readOnce(files, found.metadata));
}

/** What the files that were compressed when they were made end with. */
const endings: Record<ContentCoding, string> = { br: '.br', gzip: '.gz' };

function typeOf(path: string, { mime, isUtf8MimeType }: typeof Send): string {
  const type = mime.getType(path) ?? 'application/octet-stream';
  return isUtf8MimeType(type) ? `${type}; charset=utf-8` : type;
}

/** Read again only where the file has been made anew. */
async function readOnce(
  files: Map<string, KnownFile>,
  { path, stat }: { path: string; stat: { mtimeMs: number } },
): Promise<Buffer> {
  const known = files.get(path);
  if (known?.written === stat.mtimeMs) return known.bytes;
  const bytes = await readFile(path);
  files.set(path, { written: stat.mtimeMs, bytes });
  return bytes;
}

/** The file is not, or not any more, the one that the request is about. RFC 9110 section 15.5.13. */
function preconditionFailed(): HttpError {
  return new HttpError(412, 'The preconditions of the request do not hold for this page.', {
    code: 'precondition_failed',
  });
}
