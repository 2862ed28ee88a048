/** Only what this server sends itself, and nothing inline. Content Security Policy Level 3. */
const policy = [
  "default-src 'none'",
  // The hash is that of nothing: an empty style, which the script of the SDK's pages adds.
  "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "script-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every published page and its assets. */
export const pageHeaders = {
  'cache-control': 'no-cache',
  'content-security-policy': policy,
  'referrer-policy': 'no-referrer',
  vary: 'accept-encoding',
} as const;
