import * as Type from 'typebox';
import { closed, nullable, text } from '../schema.js';

const organizationUsage = Type.Enum(['deny', 'allow', 'require'], {
  description: 'How organizations are used',
});
const changeable = {
  scope: Type.Optional(
    Type.Array(text('Scope of the API', { minLength: 1, maxLength: 280 }), {
      maxItems: 1000,
      uniqueItems: true,
      description: 'Scopes that are granted',
    }),
  ),
  allow_any_organization: Type.Optional(
    Type.Boolean({ description: 'Whether any organization may be used' }),
  ),
  authorization_details_types: Type.Optional(
    Type.Array(text('Type of authorization details', { minLength: 1 }), {
      maxItems: 100,
      uniqueItems: true,
      description: 'Types of authorization details that are granted',
    }),
  ),
  allow_all_scopes: Type.Optional(Type.Boolean({ description: 'Whether all scopes of the API are granted' })),
};

/** Body of POST /client-grants. management-api.md 4 */
export const ClientGrantCreate = closed({
  client_id: Type.Optional(text('Id of the client', { minLength: 1 })),
  audience: text('Identifier of the API', { minLength: 1, maxLength: 600 }),
  default_for: Type.Optional(
    Type.Enum(['third_party_clients'], { description: 'Clients that have the grant without being named' }),
  ),
  subject_type: Type.Optional(
    Type.Enum(['client', 'user', 'anonymous_user'], { description: 'For whom the client gets tokens' }),
  ),
  organization_usage: Type.Optional(organizationUsage),
  ...changeable,
});
/** Body of POST /client-grants. */
export type ClientGrantCreate = Type.Static<typeof ClientGrantCreate>;

/** Body of PATCH /client-grants/{id}. management-api.md 4 */
export const ClientGrantUpdate = closed({
  organization_usage: Type.Optional(nullable(organizationUsage)),
  ...changeable,
});
/** Body of PATCH /client-grants/{id}. */
export type ClientGrantUpdate = Type.Static<typeof ClientGrantUpdate>;
