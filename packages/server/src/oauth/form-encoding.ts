/** Decodes form-encoded text; undefined where it is not that. RFC 6749 appendix B. */
export function formDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
