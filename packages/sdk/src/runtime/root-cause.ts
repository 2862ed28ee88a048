const DEEPEST = 9;

interface Caused {
  cause?: unknown;
  code?: string;
  errors?: unknown[];
  message?: string;
}

/** The last that a chain of errors has to say, what it said before where that is nothing; perhaps an empty text. */
export function rootCause(reason: unknown): string {
  let said = typeof reason === 'string' ? reason : '';
  let codes = '';
  let one = reason as Caused | undefined;
  for (let depth = 0; one && depth < DEEPEST; depth += 1) {
    const { cause, code = '', errors, message } = one;
    said = message || said || code;
    codes += code;
    // Several addresses were tried; the last one speaks for all.
    one = (cause ?? errors?.at(-1)) as Caused | undefined;
  }
  // What OpenSSL calls an untrusted certificate, and what Deno does.
  if (/SSL_(WRONG_VERSION|PACKET)/.test(codes)) return 'no TLS at this address';
  const untrusted = /^(?!.*ALERT).*(CERT|LEAF_SIG|peer certificate)/.test(codes + said);
  return untrusted ? `certificate not trusted: ${said}` : said;
}
