/** A text where JSON is expected and that is none yet: it stands in what is edited until it is mended. */
export class NotJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Whether a value is such a text, or has one somewhere inside. */
export function holdsNotJson(value: unknown): boolean {
  if (value instanceof NotJson) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsNotJson);
}

/** What a text says as JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return new NotJson(text);
  }
}
