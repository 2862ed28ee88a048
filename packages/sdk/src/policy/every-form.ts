import type { KnownResponse } from '../runtime/attempt.js';
import type { FetchResponse } from '../runtime/fetch-api.js';

const again = ({ known, headers }: KnownResponse) => new Response(known, { headers });

/** The forms in which an answer can be read after its text was. */
const FORMS: ThisType<KnownResponse> & object = {
  arrayBuffer() {
    return again(this).arrayBuffer();
  },
  blob() {
    return again(this).blob();
  },
  async bytes() {
    return new Uint8Array(await again(this).arrayBuffer());
  },
  formData() {
    return again(this).formData();
  },
};

const BODY = {
  configurable: true,
  get(this: KnownResponse) {
    return again(this).body;
  },
};

/** Reads an answer; a stand-in for one may have no more than `json`. */
export async function textOf(response: FetchResponse): Promise<string> {
  if (typeof response.text === 'function') return response.text();
  const { status, ok = status < 300 } = response;
  Object.assign(response, { ok });
  return JSON.stringify(await response.json());
}

/** Lets an answer whose text is known be read in every form, any number of times. */
export function everyForm(response: FetchResponse): void {
  Object.assign(response, FORMS);
  Object.defineProperty(response, 'body', BODY);
}
