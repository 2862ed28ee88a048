import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import { methodsOf } from '../http/methods.js';
import { authorize } from './authorize.js';
import { clientConnectionRoutes } from './client-connections.js';
import { clientGrantRoutes } from './client-grants.js';
import { clientRoutes } from './clients.js';
import { credentialRoutes } from './credentials.js';
import { sendManagementError } from './error-body.js';
import { acceptJson } from './json-body.js';
import { resourceServerRoutes } from './resource-servers.js';
import { validatorCompiler } from './validation.js';

/** A Fastify instance whose routes are typed by their TypeBox schemas. */
export type ManagementApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What the Management API takes from outside. */
export interface ManagementOptions {
  /** Milliseconds since the epoch. */
  now: () => number;
  random: (bytes: number) => Uint8Array;
}

/** What the routes work with. */
export interface ManagementContext extends ManagementOptions {
  /** Lets requests through that bear a token with any one of the scopes. */
  allow: ReturnType<typeof authorize>;
}

/** The Management API below its base path. management-api.md 1 to 5 */
export async function managementApi(app: FastifyInstance, options: ManagementOptions): Promise<void> {
  const context: ManagementContext = { ...options, allow: authorize(options.now) };
  const refuseOtherMethods = methodsOf(app);
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  typed.setValidatorCompiler(validatorCompiler);
  typed.setErrorHandler((error, request, reply) => sendManagementError(error, request, reply));
  acceptJson(app);
  clientRoutes(typed, context);
  credentialRoutes(typed, context);
  clientConnectionRoutes(typed, context);
  resourceServerRoutes(typed, context);
  clientGrantRoutes(typed, context);
  refuseOtherMethods();
}
