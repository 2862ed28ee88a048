import * as Type from 'typebox';
import type { RouteDescription } from '../http/route-description.js';

const text = (description: string) => Type.String({ description });

const token = () =>
  Type.Object(
    {
      access_token: text('The token: a JWT'),
      scope: Type.Optional(text('What was granted, separated by spaces')),
      expires_in: Type.Integer({ description: 'Seconds for which it is valid' }),
      token_type: Type.Literal('Bearer'),
    },
    { description: 'An access token.' },
  );

const error = () =>
  Type.Object(
    {
      error: text('Which error it is'),
      error_description: text('What is wrong'),
      error_uri: Type.Optional(text('Where to read more')),
    },
    { description: 'A refusal of the token endpoint.' },
  );

/** RFC 6749 section 4.4, RFC 7521 section 4.2 */
const request = () =>
  Type.Object(
    {
      grant_type: Type.Literal('client_credentials'),
      audience: text('Identifier of the API'),
      client_id: Type.Optional(text('Id of the client, unless it authenticates by HTTP Basic')),
      client_secret: Type.Optional(text('Its secret')),
      client_assertion_type: Type.Optional(
        Type.Literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
      ),
      client_assertion: Type.Optional(text('A JWT that the client signed, instead of its secret')),
      scope: Type.Optional(text('Scopes, separated by spaces; all that are granted unless sent')),
    },
    { description: 'A token request.' },
  );

const refused = [400, 401, 403, 429, 503].map((status) => [status, 'The request is refused.']);

/** What is published of the token endpoint. management-api.md 6 */
export const tokenDescription: RouteDescription = {
  id: 'issueToken',
  summary: 'Get an access token',
  tag: 'Tokens',
  success: [200, { name: 'token', schema: token }],
  refusals: { texts: Object.fromEntries(refused), body: { name: 'OAuthError', schema: error } },
  body: {
    schema: request,
    types: ['application/x-www-form-urlencoded', 'application/json'],
    example: {
      grant_type: 'client_credentials',
      client_id: 'CLIENT_ID',
      client_secret: 'CLIENT_SECRET',
      audience: 'https://parcels.example/',
    },
  },
  security: [{ clientSecret: [] }, {}],
};
