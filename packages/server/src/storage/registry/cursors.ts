import type { Cursors, Position } from '../port/listing.js';
import type { StoreContext } from './context.js';

/** Seals positions, so that a cursor can be neither read, forged, nor carried to another list or tenant. */
export function cursors({ seals, tenant }: StoreContext): Cursors {
  const place = (list: string) => ({ tenant, table: 'cursor', row: list, column: '' });
  return {
    encode: (list, { key, id }) =>
      Buffer.from(seals.cursors.seal(JSON.stringify([key, id]), place(list))).toString('base64url'),
    decode(list, cursor): Position | undefined {
      const bytes = Buffer.from(cursor, 'base64url');
      if (bytes.toString('base64url') !== cursor) return undefined;
      try {
        const [key, id] = JSON.parse(seals.cursors.open(bytes.toString(), place(list))) as [
          number | string,
          string,
        ];
        return { key, id };
      } catch {
        return undefined;
      }
    },
  };
}
