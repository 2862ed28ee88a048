/** A token, or why there is none. */
export interface TokenAnswer {
  token?: string;
  expiresIn?: number;
  error?: string;
  description?: string;
  requestId?: string;
}

/**
 * Asks for a token as an application would. RFC 6749 section 4.4
 * @throws TypeError where no answer came.
 */
export async function requestToken(
  { client_secret: secret, client_id: clientId = '', ...others }: Record<string, string>,
  basic: boolean,
): Promise<TokenAnswer> {
  const inBody = { client_id: clientId, ...(secret !== undefined && { client_secret: secret }) };
  const encoded = (text: string) => new URLSearchParams({ text }).toString().slice('text='.length);
  const answer = await fetch('/oauth/token', {
    method: 'POST',
    credentials: 'omit',
    // Id and secret are form-encoded before base64. RFC 6749 section 2.3.1
    ...(basic && {
      headers: { authorization: `Basic ${btoa(`${encoded(clientId)}:${encoded(secret ?? '')}`)}` },
    }),
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(basic ? {} : inBody), ...others }),
  });
  const body = (await answer.json()) as Record<string, string> & { expires_in?: number };
  const requestId = answer.headers.get('x-request-id') ?? undefined;
  if (answer.ok && body.access_token !== undefined)
    return { token: body.access_token, ...(body.expires_in !== undefined && { expiresIn: body.expires_in }) };
  return {
    error: body.error ?? `status ${answer.status}`,
    description: body.error_description ?? body.message ?? '',
    ...(requestId !== undefined && { requestId }),
  };
}

/** The `client_assertion_type` of signed assertions. RFC 7523 section 2.2 */
export const jwtBearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
