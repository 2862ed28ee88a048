import * as Type from 'typebox';
import { closed, eachNullable, text } from '../schema.js';

const organizationUsage = Type.Enum(['deny', 'allow', 'require'], {
  description: 'How organizations are used',
});
const scope = Type.Array(text('Scope of the API', { minLength: 1, maxLength: 280 }), {
  maxItems: 1000,
  uniqueItems: true,
  description: 'Scopes that are granted',
});
const flags = {
  allow_any_organization: Type.Boolean({ description: 'Whether any organization may be used' }),
  allow_all_scopes: Type.Boolean({ description: 'Whether all scopes of the API are granted' }),
};
const authorizationDetailsTypes = Type.Optional(
  Type.Array(text('Type of authorization details', { minLength: 1 }), {
    maxItems: 100,
    uniqueItems: true,
    description: 'Types of authorization details that are granted',
  }),
);

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
  authorization_details_types: authorizationDetailsTypes,
  ...Type.Partial(Type.Object({ organization_usage: organizationUsage, scope, ...flags })).properties,
});
/** Body of POST /client-grants. */
export type ClientGrantCreate = Type.Static<typeof ClientGrantCreate>;

/** Body of PATCH /client-grants/{id}. management-api.md 4 */
export const ClientGrantUpdate = closed(
  {
    authorization_details_types: authorizationDetailsTypes,
    ...Type.Partial(Type.Object(eachNullable({ organization_usage: organizationUsage, scope, ...flags })))
      .properties,
  },
  { minProperties: 1 },
);
/** Body of PATCH /client-grants/{id}. */
export type ClientGrantUpdate = Type.Static<typeof ClientGrantUpdate>;
