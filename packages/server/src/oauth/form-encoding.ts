/** Where something stands for something else. */
const encoded = /[%+]/;

/** Decodes form-encoded text; undefined where it is not that. RFC 6749 appendix B. */
export function formDecode(text: string): string | undefined {
  // Most of it is sent as it is.
  if (!encoded.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
