import type { News } from '../port/news.js';
import type { Watch } from './outage.js';

/** The database's answer to a question for its time. */
export interface Heartbeat {
  /** When it was asked and when it answered, in milliseconds of `performance.now()`. */
  askedAt: number;
  answeredAt: number;
  /** The database's time between the two, in milliseconds since the epoch. */
  time: number;
}

/** Whether news of other servers' changes arrives. */
export interface NewsState {
  arriving: boolean;
  /** Milliseconds since the database was last known to have sent all news that there was; infinite before the first time. */
  age: number;
}

/** That news arrives no more and why, or that it does again. */
export type NewsTransition = { arriving: true } | { arriving: false; reason: string };

/** News of the changes of all servers on one database. */
export interface SharedNews extends News {
  state(): NewsState;
  /** Settles when news arrives for the first time, or after this many milliseconds. */
  arrived(milliseconds: number): Promise<boolean>;
  close(): void;
}

/** What a server knows of a database that it shares with others, all of it over one connection beside the pool. */
export interface SharedDatabase {
  readonly outages: Watch;
  /** Called with each heartbeat. */
  onHeartbeat(listener: (heartbeat: Heartbeat) => void): void;
  /** Listens for changes; `report` is called when their arrival ends or begins again. */
  listen(report?: (transition: NewsTransition) => void): SharedNews;
  end(): Promise<void>;
}
