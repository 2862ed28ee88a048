/** How a list is cut; `take` or `from` makes it a checkpoint list. */
export interface PageParameters {
  /** Which page, counted from 0; at most 1000000. Default 0. */
  page?: number | undefined;
  /** Entries on a page: 0 to 100. Default 50. */
  per_page?: number | undefined;
  /** True answers with the entries in an object that counts them all. Default false. */
  include_totals?: boolean | undefined;
  /** The `next` of the list before: 1 to 2000 characters. */
  from?: string | undefined;
  /** Entries from there on: 1 to 100. Default 50. */
  take?: number | undefined;
}

/** What does not go with `take` or `from`: a checkpoint list has no pages and no total. */
export interface NotBesideTakeOrFrom {
  /** Nothing is of this type. */
  readonly 'not beside take or from': never;
}

/** A list from one checkpoint to the next: the first time by `take`, then by `from`. */
export type ByCheckpoint<Known> = Omit<Known, 'page' | 'per_page' | 'include_totals'> & {
  /** For lists by page only. */
  page?: NotBesideTakeOrFrom | undefined;
  /** For lists by page only. */
  per_page?: NotBesideTakeOrFrom | undefined;
  /** A checkpoint list has no total. */
  include_totals?: false | NotBesideTakeOrFrom | undefined;
};

/**
 * Parameters of a list, which are `Known`, but do not page in two ways at once: with `take` or `from` they have no
 * `page`, `per_page` or `include_totals: true`.
 */
export type ListParameters<Actual, Known> = [Actual] extends [never]
  ? Actual
  : ByPage<Actual> extends never
    ? ByCheckpoint<Known>
    : Known;

// By page is what may have neither. Parameters of which a program knows a constraint only are taken for such: of those
// the compiler asks no more than whether they could be.
type ByPage<Actual> = [Record<never, never>] extends [AtCheckpointIn<Actual>]
  ? true
  : [{ take: undefined; from: undefined }] extends [AtCheckpointIn<Actual>]
    ? true
    : never;

type AtCheckpointIn<Actual> = Pick<Actual, keyof Actual & ('take' | 'from')>;

// No parameters have an object in these places: with it, the compiler does not take what it knows only a constraint of
// for a checkpoint or a count, but reads the list that a program gets within `<T extends GetClientsRequest>` as an array.
type AtCheckpoint = { take: number | object } | { from: string | object };

/**
 * The form of a list that these parameters are answered in: an array, an object with the total, or a checkpoint. What
 * is known only when the program runs counts as not sent, as in the overloads of auth0 v4.
 */
export type PageOf<Actual, Plain, Totals, Checkpoint> = Actual extends AtCheckpoint
  ? Checkpoint
  : Actual extends {
        /** The list is counted. */
        include_totals: true | object;
      }
    ? Totals
    : Plain;

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
  next?: string | undefined;
}
