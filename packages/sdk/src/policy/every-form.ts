import type { KnownResponse } from '../runtime/attempt.js';

const again = ({ known, headers }: KnownResponse) => new Response(known, { headers });

/** The forms in which an answer can be read after its text was. Fetch Standard section 5.3 */
const FORMS: ThisType<KnownResponse> & object = {
  arrayBuffer() {
    return again(this).arrayBuffer();
  },
  blob() {
    return again(this).blob();
  },
  bytes() {
    return again(this).bytes();
  },
  formData() {
    return again(this).formData();
  },
};

const BODY = {
  get(this: KnownResponse) {
    return again(this).body;
  },
};

/** Lets an answer whose text is known be read in every form, any number of times. */
export function everyForm(response: KnownResponse): void {
  Object.defineProperty(Object.assign(response, FORMS), 'body', BODY);
}
