import { RuleError } from '../error.js';
import { excerpt } from '../excerpt.js';

/** What `q` can ask of clients: a property of one of their client grants. management-api.md 2.1 */
export type ClientQuery = { organizationId: string } | { allowAnyOrganization: true };

const organization = /^client_grant\.organization_id:"?(org_[A-Za-z0-9]{1,64})"?$/;
const anyOrganization = /^client_grant\.allow_any_organization:true$/;

/**
 * Reads `q`.
 * @throws RuleError (400) for anything but the two questions that it can ask. management-api.md 2.1
 */
export function parseClientQuery(q: string): ClientQuery {
  const organizationId = organization.exec(q.trim())?.[1];
  if (organizationId !== undefined) return { organizationId };
  if (anyOrganization.test(q.trim())) return { allowAnyOrganization: true };
  throw new RuleError(
    400,
    'invalid_query_string',
    `Query validation error: 'Not understood: ${excerpt(q)}; expected client_grant.organization_id:<organization id> or client_grant.allow_any_organization:true' on property q.`,
  );
}
