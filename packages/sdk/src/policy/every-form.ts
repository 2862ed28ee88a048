import type { KnownResponse } from '../runtime/attempt.js';

/** Lets an answer whose text is known be read in every form, any number of times. Fetch Standard section 5.3 */
export function everyForm(response: KnownResponse): void {
  const again = () => new Response(response.known, { headers: response.headers });
  for (const form of ['arrayBuffer', 'blob', 'bytes', 'formData'] as const)
    Object.assign(response, { [form]: () => again()[form]() });
  Object.defineProperty(response, 'body', { configurable: true, get: () => again().body });
}
