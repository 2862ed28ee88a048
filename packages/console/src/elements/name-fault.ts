/** Characters that leave a mark: neither spaces nor controls, nor letters that are blank. */
const seen = /[^\p{C}\p{Z}\s\u115f\u1160\u2800\u3164\uffa0]/u;

/** What is wrong with a name that people are to tell something by; the server takes any that is not empty. */
export function nameFault(name: unknown): string | undefined {
  if (typeof name !== 'string' || name === '' || seen.test(name)) return undefined;
  return 'A name needs a character that can be seen.';
}
