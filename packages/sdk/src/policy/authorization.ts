import { isVisible, refuse } from '../runtime/configuration.js';
import type { HTTPHeaders } from '../runtime/request-options.js';
import type { TokenSource } from '../tokens/token-source.js';

/** The header fields, their names in lower case, that say who asks. RFC 9110 section 11.6.2 */
export interface Authorization {
  /** Those that are always the same. */
  fixed?: HTTPHeaders;
  /** Gives those that are. */
  current?(): Promise<HTTPHeaders>;
  /** Gives others after a 401; absent where there are no others. */
  renew?: ((refused: HTTPHeaders) => Promise<HTTPHeaders>) | undefined;
}

/** Authorizes requests with a token, given as it is or by what gives one. RFC 6750 section 2.1 */
export function bearer(source: string | TokenSource, about: HTTPHeaders, isRenewed: boolean): Authorization {
  const fields = (token: string) => {
    if (!isVisible(token)) refuse('token', 'visible ASCII');
    return { authorization: `Bearer ${token}`, ...about };
  };
  if (typeof source === 'string') return { fixed: fields(source) };
  return {
    current: async () => fields(await source()),
    renew: isRenewed ? async ({ authorization }) => fields(await source(authorization?.slice(7))) : undefined,
  };
}
