import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { maxAnswerBytes } from '../../http/answer-memory.js';
import type { Listed, Position } from '../../storage/port/listing.js';
import { keepOutOfCaches, showsSecret } from './secrets.js';

/** The elements of one page of a list, as JSON. */
export interface Items {
  texts: Buffer[];
  bytes: number;
  /** The place of the last element. */
  last: Position | undefined;
  /** Whether there are more elements after them, */
  hasMore: boolean;
  /** since more of them would make too large an answer. */
  isCut: boolean;
  /** Whether one of them shows a secret. */
  isSecret: boolean;
}

/** Writes the elements of a list one by one, until there are enough of them or they are too large. docs/decisions/0074 */
export async function itemsOf<T>(
  listed: AsyncIterable<Listed<T>>,
  { most, present }: { most: number; present: (item: T) => object },
): Promise<Items> {
  const items: Items = {
    texts: [],
    bytes: 0,
    last: undefined,
    hasMore: false,
    isCut: false,
    isSecret: false,
  };
  for await (const { item, position } of listed) {
    if (items.texts.length === most) return { ...items, hasMore: true };
    const shown = present(item);
    const text = Buffer.from(JSON.stringify(shown));
    // A single item is shown however large it is; otherwise no page could go past it.
    if (items.texts.length > 0 && items.bytes + text.length > maxAnswerBytes)
      return { ...items, hasMore: true, isCut: true };
    items.isSecret ||= showsSecret(shown);
    items.texts.push(text);
    items.bytes += text.length + 1;
    items.last = position;
  }
  return items;
}

/** An object that the elements are in, under a name, with what stands before and after them. */
export interface Envelope {
  name: string;
  before?: object;
  after?: object;
}

/** Up to this size an answer is one piece. */
const onePiece = 1024 * 1024;

/** Sends elements as an array, alone or within an envelope. */
export function sendItems(reply: FastifyReply, items: Items, envelope?: Envelope): FastifyReply {
  const [opening, closing] = envelope ? enclosure(envelope) : ['[', ']'];
  const pieces: Buffer[] = [Buffer.from(opening)];
  for (const [index, text] of items.texts.entries()) {
    if (index > 0) pieces.push(comma);
    pieces.push(text);
  }
  pieces.push(Buffer.from(closing));
  reply.type('application/json; charset=utf-8');
  if (items.isSecret) keepOutOfCaches(reply);
  if (items.bytes <= onePiece) return reply.send(Buffer.concat(pieces));
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return reply.header('content-length', length).send(Readable.from(pieces));
}

const comma = Buffer.from(',');

function enclosure({ name, before = {}, after = {} }: Envelope): [opening: string, closing: string] {
  const [opening = '', closing = ''] = JSON.stringify({ ...before, [name]: [], ...after }).split('[]');
  return [`${opening}[`, `]${closing}`];
}
