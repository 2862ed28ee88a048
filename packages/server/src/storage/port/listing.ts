/** A place in a list; the row after it comes next. */
export interface Position {
  /** What the list is ordered by, mostly the time of creation, and among equals by the id. */
  key: number | string;
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

/** One page of what a search finds. */
export interface Found<T> {
  items: AsyncGenerator<Listed<T>>;
  /** Where to go on: there may be more, also where nothing was found up to here. */
  next: Position | undefined;
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
