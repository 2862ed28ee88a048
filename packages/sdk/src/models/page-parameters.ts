/** How a list is cut; `take` or `from` makes it a checkpoint list. */
export interface PageParameters {
  /** Which page, counted from 0; at most 1000000. Default 0. */
  page?: number;
  /** Entries on a page: 0 to 100. Default 50. */
  per_page?: number;
  /** True answers with the entries in an object that counts them all. Default false. */
  include_totals?: boolean;
  /** The `next` of the list before: 1 to 2000 characters. */
  from?: string;
  /** Entries from there on: 1 to 100. Default 50. */
  take?: number;
}

/** Page by page, answered by an array. */
export interface ByPage extends Pick<PageParameters, 'page' | 'per_page'> {
  /** Left out or false: an array. */
  include_totals?: false;
  /** For checkpoint lists only. */
  from?: never;
  /** For checkpoint lists only. */
  take?: never;
}

/** Page by page, answered by an object that counts all entries. */
export interface ByPageWithTotals extends Pick<PageParameters, 'page' | 'per_page'> {
  /** True: an object with the total. */
  include_totals: true;
  /** For checkpoint lists only. */
  from?: never;
  /** For checkpoint lists only. */
  take?: never;
}

/** From one checkpoint to the next: the first time by `take`, then by `from`. */
export type ByCheckpoint = NotByPage &
  (
    | (Required<Pick<PageParameters, 'take'>> & Pick<PageParameters, 'from'>)
    | (Required<Pick<PageParameters, 'from'>> & Pick<PageParameters, 'take'>)
  );

interface NotByPage {
  /** For lists by page only. */
  page?: never;
  /** For lists by page only. */
  per_page?: never;
  /** A checkpoint list has no total. */
  include_totals?: false;
}

type AtCheckpoint = { take: number } | { from: string };

/**
 * Asks of parameters that they do not page in both ways at once: `parameters: P & ConsistentPaging<P>` does not compile
 * with `take` or `from` beside `page`, `per_page` or `include_totals: true`.
 */
export type ConsistentPaging<Parameters> = Parameters extends AtCheckpoint ? NotByPage : unknown;

/**
 * The form of a list that these parameters are answered in: an array, an object with the total, or a checkpoint.
 * Optional properties of their type count as not sent, as in the overloads of auth0 v4; `include_totals: boolean` may
 * be either.
 */
export type PageOf<Parameters, Plain, Totals, Checkpoint> = Parameters extends AtCheckpoint
  ? Checkpoint
  : Parameters extends {
        /** Whether the list is counted. */
        include_totals: infer Counted;
      }
    ? PlainOrCounted<Counted, Plain, Totals>
    : Plain;

type PlainOrCounted<Counted, Plain, Totals> = Counted extends true ? Totals : Plain;

/** What the object around a counted page holds beside the entries. */
export interface PageTotals {
  /** How many entries come before this page. */
  start: number;
  /** The `per_page` that counts. */
  limit: number;
  /** How many entries there are in all. */
  total: number;
}

/** What the object around a checkpoint page holds beside the entries. */
export interface PageCheckpoint {
  /** The `from` of the page after; absent on the last one. */
  next?: string;
}
