/** A token as a store keeps it. */
export interface StoredToken {
  accessToken: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/**
 * Where tokens are kept beyond one process, for example in Redis. An error of the store rejects the call: a store that
 * may fail catches its own errors and gives undefined. sdk-contract.md 6
 */
export interface TokenStore {
  /** `key` names server, client and audience. What is no token, or does not last any more, is asked for anew. */
  get(key: string): StoredToken | null | undefined | Promise<StoredToken | null | undefined>;
  /** The token is a secret: keep it as one. */
  set(key: string, token: StoredToken): unknown;
}
