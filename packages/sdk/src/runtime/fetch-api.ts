// The Fetch API as the program that uses the SDK knows it: with the types of its browser or runtime library where it
// has one, else with the few members that the SDK itself needs.

/** The instances of a global class, or what stands in where there is no such class. */
type InstanceOf<Class, StandIn> = Class extends { prototype: infer Instance } ? Instance : StandIn;
type Global<Name extends string> = typeof globalThis extends { [name in Name]: infer Value }
  ? Value
  : undefined;

/** Header fields of an answer. Fetch Standard section 5.1 */
export type FetchHeaders = InstanceOf<Global<'Headers'>, BasicHeaders>;

/** An answer. Fetch Standard section 5.5 */
export type FetchResponse = InstanceOf<Global<'Response'>, BasicResponse>;

/** What ends a call. DOM Standard section 3.2 */
export type FetchSignal = InstanceOf<Global<'AbortSignal'>, BasicSignal>;

/** The settings of a request. Fetch Standard section 5.4 */
export type FetchInit =
  Global<'fetch'> extends (input: never, init?: infer Init) => unknown ? NonNullable<Init> : BasicInit;

/** A fetch function: the global one, or one of the caller's own. Fetch Standard section 5.6 */
export type FetchAPI = (url: string, init: FetchInit) => Promise<FetchResponse>;

interface BasicHeaders extends Iterable<[string, string]> {
  get(name: string): string | null;
  has(name: string): boolean;
  forEach(callback: (value: string, name: string) => void): void;
}

interface BasicResponse {
  readonly headers: FetchHeaders;
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  arrayBuffer(): Promise<ArrayBuffer>;
  clone(): FetchResponse;
  json(): Promise<unknown>;
  text(): Promise<string>;
}

interface BasicSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

interface BasicInit {
  method?: string;
  headers?: Iterable<[string, string]> | Record<string, string>;
  body?: unknown;
  redirect?: 'error' | 'follow' | 'manual';
  signal?: FetchSignal | null;
}
