/** A place in a list that is ordered by creation; the row after it comes next. */
export interface Position {
  createdAt: number;
  id: string;
}

/** One window of a list: by offset, or the rows after a position. */
export interface Window {
  limit: number;
  offset?: number | undefined;
  after?: Position | undefined;
}

/** One element of a list with its place, from which the next window can start. */
export interface Listed<T> {
  item: T;
  position: Position;
}

/**
 * Called with the number of bytes before large objects are read; they are read once it resolves, and not where it
 * throws. docs/decisions/0074
 */
export type Admit = (bytes: number) => Promise<void>;

/** Positions in lists as callers see them: opaque, and of no use for another list. */
export interface Cursors {
  encode(list: string, position: Position): string;
  /** Undefined for text that was not made here for this list. */
  decode(list: string, cursor: string): Position | undefined;
}
