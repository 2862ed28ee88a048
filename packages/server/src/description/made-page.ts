import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ContentCoding, preferredCoding } from '../http/content-coding.js';
import { sendNotModified } from '../http/not-modified.js';
import { sendUncounted } from '../http/pieces.js';
import { pageHeaders } from './page-headers.js';

/** A page in memory, compressed by the first who asks for it so. */
export interface MadePage {
  type: string;
  /** The header fields by which pages at its path differ. RFC 9110 section 12.5.5 */
  vary: string;
  /** Of its text; with the coding it makes the validator. RFC 9110 section 8.8.3.3 */
  hash: string;
  bytes(coding: ContentCoding | undefined): Promise<Buffer>;
}

/** Makes a page of a text. */
export function madePage(
  text: string,
  { type, vary = 'accept-encoding' }: { type: string; vary?: string | undefined },
): MadePage {
  const plain = Buffer.from(text);
  const compressed = new Map<ContentCoding, Promise<Buffer>>();
  return {
    type,
    vary,
    hash: createHash('sha256').update(plain).digest('base64url'),
    async bytes(coding) {
      if (coding === undefined) return plain;
      const bytes = compressed.get(coding) ?? compress[coding](plain);
      compressed.set(coding, bytes);
      return bytes;
    },
  };
}

const compress: Record<ContentCoding, (bytes: Buffer) => Promise<Buffer>> = {
  // The best quality takes ten times as long for a tenth less.
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes) => promisify(gzip)(bytes),
};

/** Sends a page as its reader takes it, or says that the reader has it. */
export async function sendMadePage(
  request: FastifyRequest,
  reply: FastifyReply,
  { type, vary, hash, bytes }: MadePage,
): Promise<FastifyReply> {
  const coding = preferredCoding(request.headers['accept-encoding']);
  const etag = coding === undefined ? `"${hash}"` : `"${hash}.${coding}"`;
  reply.headers({ ...pageHeaders, vary, etag });
  if (isKnown(request.headers['if-none-match'], etag)) return sendNotModified(reply);
  reply.header('content-type', type);
  if (coding !== undefined) reply.header('content-encoding', coding);
  return sendUncounted(reply, await bytes(coding));
}

/** RFC 9110 section 13.1.2 */
function isKnown(header: string | undefined, etag: string): boolean {
  const known = header?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known !== undefined && (known.includes('*') || known.includes(etag));
}
