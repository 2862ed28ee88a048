import { insufficientScope } from '@clientele/model';
import { notFound } from '../http/errors.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';

/**
 * What the original has and Clientele does not: paths, with what their scopes are for.
 * Exports skip what a token may not read, and stop at what does not exist. management-api.md 7
 */
const absent: Readonly<Record<string, string>> = {
  actions: 'actions',
  agents: 'agents',
  anomaly: 'anomaly_blocks',
  'attack-protection': 'attack_protection',
  blacklists: 'blacklists',
  branding: 'branding',
  'clients/cimd': 'clients',
  'connection-profiles': 'connection_profiles',
  'connections-directory-provisionings': 'directory_provisionings',
  'connections-scim-configurations': 'scim_config',
  'connections/:id/directory-provisioning': 'directory_provisionings',
  'connections/:id/keys': 'connections_keys',
  'connections/:id/scim-configuration': 'scim_config',
  'connections/:id/status': 'connections',
  'connections/:id/users': 'users',
  'custom-domains': 'custom_domains',
  'device-credentials': 'device_credentials',
  'email-templates': 'email_templates',
  emails: 'email_provider',
  'event-streams': 'event_streams',
  events: 'events',
  flows: 'flows',
  forms: 'forms',
  grants: 'grants',
  groups: 'groups',
  guardian: 'guardian_factors',
  hooks: 'hooks',
  jobs: 'users',
  keys: 'signing_keys',
  'log-streams': 'log_streams',
  'network-acls': 'network_acls',
  'organization-templates': 'organizations',
  organizations: 'organizations',
  prompts: 'prompts',
  'rate-limit-policies': 'rate_limit_policies',
  'refresh-tokens': 'refresh_tokens',
  'risk-assessments': 'attack_protection',
  roles: 'roles',
  rules: 'rules',
  'rules-configs': 'rules_configs',
  'self-service-profiles': 'self_service_profiles',
  sessions: 'sessions',
  stats: 'stats',
  'supplemental-signals': 'attack_protection',
  tickets: 'user_tickets',
  'token-exchange-profiles': 'token_exchange_profiles',
  'user-attribute-profiles': 'user_attribute_profiles',
  'user-blocks': 'users',
  users: 'users',
  'users-by-email': 'users',
  'verifiable-credentials': 'vdcs_templates',
};

const verbs: Readonly<Record<string, string>> = {
  GET: 'read',
  HEAD: 'read',
  POST: 'create',
  PATCH: 'update',
  PUT: 'update',
  DELETE: 'delete',
};

/** Those that would be taken for the id of something that exists. */
const hidden = ['clients/cimd'];

/**
 * Refuses resources of Auth0 that do not exist here as if the token lacked their scope, and unknown paths as not found.
 * management-api.md 7
 */
export function absentResources(app: ManagementApp, { allow }: ManagementContext): void {
  // No routes: there would be hundreds, and adding them would take longer than adding all others.
  app.setNotFoundHandler(async (request, reply) => {
    const verb = verbs[request.method];
    const objects = absent[absentPath(request.url) ?? ''];
    if (verb === undefined || objects === undefined) throw notFound();
    const scope = `${verb}:${objects}`;
    await allow(scope).call(app, request, reply);
    throw insufficientScope([scope]);
  });
  for (const path of hidden)
    for (const url of [`/${path}`, `/${path}/*`])
      app.route({
        method: Object.keys(verbs),
        url,
        handler: async (_request, reply) => reply.callNotFound(),
      });
}

/** The absent resource that a URL of the Management API leads to, or below. */
export function absentPath(url: string): string | undefined {
  const [first = '', second = '', third = ''] = (url.split('?', 1)[0] ?? '').split('/').slice(3);
  return [first, `${first}/${second}`, `${first}/:id/${third}`].find((path) => Object.hasOwn(absent, path));
}
