import type { FastifyReply, FastifyRequest } from 'fastify';

/** What the cookie of a session holds: which one, and what proves it. */
export interface SessionCookie {
  id: string;
  token: string;
}

const cookieValue = /^(ses_[A-Za-z0-9]{16})\.([\w-]{43})$/;

/** The cookie over http, which only development serves to browsers. */
const plainName = 'clientele';
/** Browsers take a cookie of this name from this host alone, and over https alone. RFC 6265bis section 4.1.3.2 */
const secureName = '__Host-clientele';

/** Reads and writes the cookie of sessions; `alwaysSecure` where a proxy may hide that the browser uses https. docs/decisions/0123 */
export function sessionCookies({ alwaysSecure }: { alwaysSecure: boolean }) {
  const isSecure = ({ protocol }: FastifyRequest) => alwaysSecure || protocol === 'https';
  const write = (reply: FastifyReply, value: string, seconds: number) => {
    const secure = isSecure(reply.request);
    const text = `${secure ? secureName : plainName}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict`;
    reply.header('set-cookie', secure ? `${text}; Secure` : text);
  };
  return {
    read(request: FastifyRequest): SessionCookie | undefined {
      const value = cookieNamed(request.headers.cookie, isSecure(request) ? secureName : plainName);
      const [, id, token] = cookieValue.exec(value ?? '') ?? [];
      return id === undefined || token === undefined ? undefined : { id, token };
    },
    set(reply: FastifyReply, { id, token }: SessionCookie, seconds: number): void {
      write(reply, `${id}.${token}`, seconds);
    },
    clear(reply: FastifyReply): void {
      write(reply, '', 0);
    },
  };
}

/** The value of the first cookie of a name. RFC 6265 section 5.4 */
export function cookieNamed(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (at >= 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
