import { JSONApiResponse } from '../runtime/api-response.js';
import { InvalidResponseError } from '../runtime/error.js';
import type { KnownResponse } from '../runtime/every-form.js';
import { BaseAPI } from '../runtime/request.js';

/** What the server says of a token, or of itself. RFC 6749 section 5.1, RFC 8414 section 2 */
export interface TokenAnswer {
  access_token: string;
  /** Seconds. */
  expires_in?: number;
  issuer: string;
}

const FORM_HEADERS = { 'Content-Type': 'application/x-www-form-urlencoded' };

/** The authorization server behind the Management API. */
export class TokenEndpoint extends BaseAPI {
  /**
   * Asks for a token, or without a form for the server's issuer.
   * RFC 6749 section 4.4, OpenID Connect Discovery 1.0 section 4
   */
  async ask(form?: Record<string, string>): Promise<TokenAnswer> {
    const response = await this.request(
      form
        ? { path: '/oauth/token', method: 'POST', headers: FORM_HEADERS, body: new URLSearchParams(form) }
        : { path: '/.well-known/openid-configuration', method: 'GET' },
    );
    const { data } = await JSONApiResponse.fromResponse<TokenAnswer>(response);
    const member = form ? 'access_token' : 'issuer';
    if (typeof data[member] === 'string') return data;
    const { status, headers, call } = response as KnownResponse;
    throw new InvalidResponseError(status, '', headers, `The answer has no ${member}`, call);
  }
}
