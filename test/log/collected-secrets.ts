/** Everything secret that a test has come to know, and whether any of it is in a text. */
export interface CollectedSecrets {
  /** Remembers a secret, an assertion, a token or a private key, and gives it back. */
  collect(secret: string): string;
  /** How many were collected. */
  size(): number;
  /** What of it is in the text, in any of the forms in which it could get there; empty where nothing is. */
  foundIn(text: string): string[];
}

/** A collection that is empty yet. */
export function collectedSecrets(): CollectedSecrets {
  const secrets = new Set<string>();
  return {
    collect(secret) {
      if (secret.length < 12) throw new Error(`"${secret}" is too short to be told from other text`);
      secrets.add(secret);
      return secret;
    },
    size: () => secrets.size,
    foundIn: (text) => [...secrets].filter((secret) => forms(secret).some((form) => text.includes(form))),
  };
}

/** A secret as it is, as a form or header has it, and the parts of it that are enough to do harm. */
function forms(secret: string): string[] {
  const parts = /^-----BEGIN/.test(secret)
    ? secret.split('\n').filter((line) => line.length >= 40 && !line.startsWith('-----'))
    : [secret, ...secret.split('.').filter((part) => secret.split('.').length === 3 && part.length > 100)];
  return parts.flatMap((part) => [part, encodeURIComponent(part), ...inBase64(part)]);
}

/** What base64 makes of a text wherever it stands in a longer one: three alignments, without the ends that differ. */
function inBase64(text: string): string[] {
  return ['', 'x', 'xx'].map((before) => {
    const encoded = Buffer.from(before + text)
      .toString('base64')
      .replace(/=+$/, '');
    return encoded.slice(before.length === 0 ? 0 : 4, -4);
  });
}
