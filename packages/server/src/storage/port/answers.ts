import { HttpError } from '@clientele/model';

/** Under what the answer to a request is kept: who sent it, and the key that it was sent with. */
export interface AnswerKey {
  /** The client that called. */
  caller: string;
  key: string;
}

/** What a request was answered, and what says whether another one is the same. docs/decisions/0108 */
export interface KeptAnswer {
  /** The digest of the request. */
  fingerprint: string;
  /** The scopes that the caller had, and so what it was shown. */
  scopes: readonly string[];
  status: number;
  headers: Readonly<Record<string, string>>;
  /** As JSON has it. */
  body: unknown;
}

/** Answers of a tenant, each kept for a day. docs/decisions/0108 */
export interface AnswerStore {
  /** The answer that is kept under a key. @throws UnreadableAnswer for one that cannot be opened. */
  find(key: AnswerKey): Promise<KeptAnswer | undefined>;
  /** Keeps the answer to a request that changed nothing; throws as `keep` inside a change does. */
  keep(key: AnswerKey, answer: KeptAnswer): Promise<void>;
  /** Deletes at most `limit` answers whose day was over before `now`; returns how many. */
  sweep(now: number, limit: number): Promise<number>;
}

/** Answers, inside the change that they are about. */
export interface ChangingAnswers {
  /**
   * Keeps the answer to this change, with which it is committed. While another request keeps one under the same key, also
   * on another server, this waits for how that ends.
   * @throws AlreadyAnswered where an answer is kept under this key.
   * @throws TooManyAnswers where the caller has no room for another one.
   */
  keep(key: AnswerKey, answer: KeptAnswer): Promise<void>;
}

/** Another request was answered under the same key, so this one must change nothing. */
export class AlreadyAnswered extends Error {
  override readonly name = 'AlreadyAnswered';

  constructor() {
    super('an answer is kept under this key');
  }
}

/** Seconds between two sweeps, the first of which may make room. RFC 9110 section 10.2.3 */
const retryAfter = '60';

/** The answers that are kept for a caller take all the room that there is for them. */
export class TooManyAnswers extends HttpError {
  override readonly name = 'TooManyAnswers';

  /** @param limit in bytes */
  constructor(limit: number) {
    super(
      429,
      `The answers that are kept for this client because of Idempotency-Key take ${limit} bytes, which is the most; each is kept for 24 hours. Nothing was done: repeat the request later, or without the header.`,
      { code: 'idempotency_limit', headers: { 'retry-after': retryAfter } },
    );
  }
}

/** There was an answer, and it was damaged: whether the request took effect is not known any more. */
export class UnreadableAnswer extends HttpError {
  override readonly name = 'UnreadableAnswer';

  constructor(options: ErrorOptions) {
    super(
      500,
      'The answer that is kept for this Idempotency-Key cannot be read, so nothing was done: look whether the first request took effect, and send what is still to do with another key.',
      { ...options, code: 'internal_error' },
    );
  }
}
