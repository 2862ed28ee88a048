import { JSONApiResponse } from './api-response.js';
import type { Configuration } from './configuration.js';
import { InvalidResponseError, tokenError } from './error.js';
import { BaseAPI } from './request.js';

/** A successful answer of the token endpoint. RFC 6749 section 5.1 */
export interface TokenAnswer {
  access_token: string;
  token_type: string;
  expires_in?: number;
  scope?: string;
}

/** The authorization server behind the Management API; it retries only where the caller says so. sdk-contract.md 2 */
export class TokenEndpoint extends BaseAPI {
  constructor(configuration: Configuration) {
    super({ ...configuration, parseError: tokenError, retry: { enabled: false, ...configuration.retry } });
  }

  /** Asks the server for its issuer. OpenID Connect Discovery 1.0 section 4 */
  async discoverIssuer(): Promise<string> {
    const response = await this.request({ path: '/.well-known/openid-configuration', method: 'GET' });
    return (await readWith<{ issuer: string }>(response, 'issuer')).issuer;
  }

  /** Asks for a token. RFC 6749 section 4.4 */
  async requestToken(form: Record<string, string>): Promise<TokenAnswer> {
    const response = await this.request({
      path: '/oauth/token',
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form),
    });
    return readWith<TokenAnswer>(response, 'access_token');
  }
}

async function readWith<T>(response: Response, member: string & keyof T): Promise<T> {
  const { data, status: statusCode, headers } = await JSONApiResponse.fromResponse<T | null>(response);
  const value = data?.[member];
  if (data && typeof value === 'string' && value !== '') return data;
  const answer = { statusCode, headers, body: JSON.stringify(data) };
  throw new InvalidResponseError(answer, `The answer with status ${statusCode} has no ${member}`);
}
