import type { FastifyReply, FastifyRequest } from 'fastify';

/** How a cookie is kept by browsers. */
export interface CookieOptions {
  name: string;
  /** Whether it comes along when another site leads here. RFC 6265bis section 5.6.7 */
  sameSite: 'Strict' | 'Lax';
  /** Whether browsers reach the server over https, even where a proxy does not say so. */
  alwaysSecure: boolean;
}

/** A cookie that no script can read, for this host alone. */
export interface Cookie {
  read(request: FastifyRequest): string | undefined;
  set(reply: FastifyReply, value: string, seconds: number): void;
  clear(reply: FastifyReply): void;
}

/** Over https browsers are held to this by the prefix of the name; plain http is for development alone. RFC 6265bis section 4.1.3.2 */
export function cookie({ name, sameSite, alwaysSecure }: CookieOptions): Cookie {
  const isSecure = ({ protocol }: FastifyRequest) => alwaysSecure || protocol === 'https';
  const set = (reply: FastifyReply, value: string, seconds: number) => {
    const text = `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=${sameSite}`;
    reply.header('set-cookie', isSecure(reply.request) ? `__Host-${text}; Secure` : text);
  };
  return {
    read: (request) => valueIn(request.headers.cookie, isSecure(request) ? `__Host-${name}` : name),
    set,
    clear: (reply) => set(reply, '', 0),
  };
}

/** The value of the first cookie of a name. RFC 6265 section 5.4 */
function valueIn(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (at >= 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
