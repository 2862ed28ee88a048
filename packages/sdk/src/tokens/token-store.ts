/** A token as a store keeps it. */
export interface StoredToken {
  /** A secret. */
  accessToken: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/**
 * Where tokens are kept beyond one process, for example in Redis. An error of the store rejects the call: a store that
 * may fail catches its own errors and gives undefined.
 *
 * @example
 * ```ts
 * import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
 * import { ManagementClient, type StoredToken, type TokenStore } from '@clientele/sdk';
 *
 * // Programs that are started often share one token, in a folder that only they can read.
 * mkdirSync('tokens', { recursive: true, mode: 0o700 });
 * const fileOf = (key: string) => `tokens/${encodeURIComponent(key)}`;
 * const tokenStore: TokenStore = {
 *   get(key) {
 *     try {
 *       return JSON.parse(readFileSync(fileOf(key), 'utf8')) as StoredToken;
 *     } catch {
 *       return undefined;
 *     }
 *   },
 *   set(key, token) {
 *     writeFileSync(fileOf(key), JSON.stringify(token), { mode: 0o600 });
 *   },
 * };
 *
 * const { clients } = new ManagementClient({
 *   baseUrl: 'http://127.0.0.1:4600',
 *   clientId: 'CLIENT_ID',
 *   clientSecret: 'CLIENT_SECRET',
 *   tokenStore,
 * });
 * await clients.getAll();
 * ```
 */
export interface TokenStore {
  /** `key` names server, client and audience. A value that is not a token, or has expired, is replaced by a new one. */
  get(key: string): StoredToken | null | undefined | Promise<StoredToken | null | undefined>;
  /** The token is a secret: keep it as one. */
  set(key: string, token: StoredToken): unknown;
}
