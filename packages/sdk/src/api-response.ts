import { InvalidResponseError, rawAnswer } from './error.js';

/** What every method resolves to. sdk-contract.md 1 */
export interface ApiResponse<T> {
  data: T;
  headers: Headers;
  status: number;
  statusText: string;
}

class Answer<T> implements ApiResponse<T> {
  readonly data: T;
  readonly headers: Headers;
  readonly status: number;
  readonly statusText: string;

  constructor(data: T, raw: Response) {
    this.data = data;
    this.headers = raw.headers;
    this.status = raw.status;
    this.statusText = raw.statusText;
  }
}

/** An answer with a JSON body. sdk-contract.md 1 */
export class JSONApiResponse<T> extends Answer<T> {
  /** Reads the body; one that is not JSON is an InvalidResponseError. sdk-contract.md 7 */
  static async fromResponse<T = unknown>(raw: Response): Promise<JSONApiResponse<T>> {
    const answer = await rawAnswer(raw);
    let data: T;
    try {
      data = JSON.parse(answer.body) as T;
    } catch {
      throw new InvalidResponseError(answer, `The answer with status ${answer.statusCode} is not JSON`);
    }
    return new JSONApiResponse(data, raw);
  }
}

/** An answer whose body, if any, says nothing. sdk-contract.md 1 */
export class VoidApiResponse extends Answer<undefined> {
  /** Leaves the body alone. sdk-contract.md 1 */
  static async fromResponse(raw: Response): Promise<VoidApiResponse> {
    return new VoidApiResponse(undefined, raw);
  }
}

/** An answer whose body is taken as text. sdk-contract.md 1 */
export class TextApiResponse extends Answer<string> {
  /** Reads the body. sdk-contract.md 1 */
  static async fromResponse(raw: Response): Promise<TextApiResponse> {
    return new TextApiResponse(await raw.text(), raw);
  }
}
