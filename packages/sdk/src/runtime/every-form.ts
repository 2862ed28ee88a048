import type { CallDetails } from './error.js';
import type { FetchResponse } from './fetch-api.js';

/** An answer that knows which call it belongs to, and whose text is at hand. */
export type KnownResponse = FetchResponse & { call?: CallDetails; known?: string };

const again = ({ known, headers }: KnownResponse) => new Response(known, { headers });

/** The forms in which an answer can be read after its text was, any number of times. Fetch Standard section 5.3 */
const FORMS: ThisType<KnownResponse> & object = {
  clone() {
    return this;
  },
  async json() {
    return JSON.parse(this.known as string);
  },
  async text() {
    return this.known;
  },
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

/** Lets an answer whose text is known be read in every form. */
export function inEveryForm(response: FetchResponse, known: string, call: CallDetails): KnownResponse {
  return Object.defineProperty(Object.assign(response, FORMS, { call, known }), 'body', BODY);
}

/** The text of an answer; a stand-in for one may have no more than `json`. */
export async function textOf(response: FetchResponse): Promise<string> {
  const { text } = response as Partial<FetchResponse>;
  return text ? response.text() : JSON.stringify(await response.json());
}
