import type { RawBuilder } from 'kysely';
import type { EngineName } from '../database/engine.js';

/** How text is found: anywhere, by an index of its trigrams, or at beginnings only where there is no such index. */
export type TextSearch = 'sqlite' | 'trigrams' | 'beginnings';

/** What a search works with. */
export interface SearchContext {
  tenant: string;
  engine: EngineName;
  textSearch: TextSearch;
  /** Milliseconds since the epoch. */
  now: number;
}

/** A condition in SQL about a row of `client_search`, as `s`. */
export type Condition = RawBuilder<unknown>;
