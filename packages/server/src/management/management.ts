import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { answerErrors } from '../http/errors.js';
import { methodsOf } from '../http/methods.js';
import { enforceRateLimit } from '../http/rate-limit.js';
import { ServiceUnavailable } from '../http/unavailable.js';
import { absentResources } from './absent-resources.js';
import { managementErrors } from './answers/error-body.js';
import { keepSecretsOutOfCaches } from './answers/secrets.js';
import { checkAssertionRoute } from './check-assertion.js';
import { clientConnectionRoutes } from './client-connections.js';
import { clientGrantOrganizationRoutes } from './client-grant-organizations.js';
import { clientGrantRoutes } from './client-grants.js';
import { clientSearchRoute } from './client-search.js';
import { clientSecretRoutes } from './client-secrets.js';
import { clientRoutes } from './clients.js';
import { connectionClientRoutes } from './connection-clients.js';
import { connectionRoutes } from './connections.js';
import { credentialReportRoutes } from './credential-reports.js';
import { credentialRoutes } from './credentials.js';
import { honourIdempotencyKeys } from './idempotency.js';
import { logRoutes } from './logs.js';
import { recordRefusedChanges } from './refused-changes.js';
import { authorize } from './requests/authorize.js';
import type { ManagementContext, ManagementOptions } from './requests/context.js';
import { escalationChecks } from './requests/escalation.js';
import { acceptJson } from './requests/json-body.js';
import { validatorCompiler } from './requests/validation.js';
import { resourceServerSearchRoute } from './resource-server-search.js';
import { resourceServerRoutes } from './resource-servers.js';
import { rotationRoute } from './rotation.js';
import { secretLookupRoute } from './secret-lookup.js';
import { signingKeyRoutes } from './signing-keys.js';
import { tenantSettingsRoutes } from './tenant-settings.js';
import { usageRoute } from './usage.js';

const wrongClock =
  "This server's clock differs too much from the database's to say when a secret ends; try again, at another server.";

/** The Management API below its base path. management-api.md 1 to 5 */
export async function managementApi(app: FastifyInstance, options: ManagementOptions): Promise<void> {
  const { clockIsOff = () => false } = options;
  const context: ManagementContext = {
    ...options,
    allow: authorize(options.now, options.sessions),
    escalation: escalationChecks(options.escalation),
    requireRightClock() {
      if (clockIsOff()) throw new ServiceUnavailable({ message: wrongClock });
    },
  };
  const refuseOtherMethods = methodsOf(app);
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  typed.setValidatorCompiler(validatorCompiler);
  typed.setErrorHandler(answerErrors(managementErrors));
  acceptJson(app);
  keepSecretsOutOfCaches(app);
  recordRefusedChanges(app, options);
  enforceRateLimit(app, { rateLimit: options.rateLimit, now: options.now });
  honourIdempotencyKeys(app);
  clientRoutes(typed, context);
  clientSearchRoute(typed, context);
  clientSecretRoutes(typed, context);
  rotationRoute(typed, context);
  secretLookupRoute(typed, context);
  credentialRoutes(typed, context);
  checkAssertionRoute(typed, context);
  credentialReportRoutes(typed, context);
  clientConnectionRoutes(typed, context);
  connectionRoutes(typed, context);
  connectionClientRoutes(typed, context);
  resourceServerRoutes(typed, context);
  resourceServerSearchRoute(typed, context);
  clientGrantRoutes(typed, context);
  clientGrantOrganizationRoutes(typed, context);
  signingKeyRoutes(typed, context);
  tenantSettingsRoutes(typed, context);
  logRoutes(typed, context);
  usageRoute(typed, context);
  refuseOtherMethods();
  absentResources(typed, context);
}
