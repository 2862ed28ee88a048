import { type RawBuilder, sql } from 'kysely';
import type { Admit, Listed, Position } from '../port/listing.js';

/** Up to this size, content is read with the row that it belongs to; what is larger, when its turn comes. */
const smallBytes = 16 * 1024;

/** The size of what columns of a row hold together. Neither engine has to read them for it. */
export function bytesOf(...columns: string[]): RawBuilder<number> {
  return sql<number>`${sql.join(
    columns.map((column) => sql`octet_length(${sql.ref(column)})`),
    sql` + `,
  )}`;
}

/** A column as it is read with its row, where `among` is small: null where it is not. */
export function ifSmall(column: string, among: readonly string[] = [column]): RawBuilder<string | null> {
  return sql<
    string | null
  >`case when ${bytesOf(...among)} <= ${sql.lit(smallBytes)} then ${sql.ref(column)} end`;
}

/** Whether content is read once it is admitted only. */
export function isLarge(bytes: number): boolean {
  return bytes > smallBytes;
}

/** How the rows of a list become its elements. */
export interface Elements<Row, Content, Item> {
  /** What was read with the row; undefined where it is large. */
  small(row: Row): Content | undefined;
  /** Reads what is large; undefined where it has been deleted meanwhile. */
  large(row: Row): Promise<Content | undefined>;
  item(content: Content, row: Row): Item | Promise<Item>;
  position(row: Row): Position;
}

/**
 * The elements of a list, one after the other, so that of large ones only one is in memory at a time; before the first
 * of them, `admit` is called with their total size. docs/decisions/0074
 */
export async function* listedRows<Row extends { bytes: number }, Content, Item>(
  rows: readonly Row[],
  { small, large, item, position }: Elements<Row, Content, Item>,
  admit?: Admit,
): AsyncGenerator<Listed<Item>> {
  const largeBytes = rows.reduce((sum, row) => sum + (small(row) === undefined ? Number(row.bytes) : 0), 0);
  if (largeBytes > 0) await admit?.(largeBytes);
  for (const row of rows) {
    const content = small(row) ?? (await large(row));
    if (content !== undefined) yield { item: await item(content, row), position: position(row) };
  }
}
