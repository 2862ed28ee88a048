import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SecretFormat } from '@clientele/model';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { Sessions } from '../../session/sessions.js';
import type { EventQueue } from '../../telemetry/event-queue.js';
import type { Tenant } from '../../tenancy/tenants.js';
import type { authorize } from './authorize.js';
import type { EscalationChecks, EscalationPolicy } from './escalation.js';
import type { SecretOverlap } from './secret-overlap.js';

/** A Fastify instance whose routes are typed by their TypeBox schemas. */
export type ManagementApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What was found of an assertion that the token endpoint would be sent. docs/decisions/0125 */
export interface CheckedAssertion {
  /** What each rule says, in the order in which they are looked at. */
  checks: { rule: string; outcome: 'passed' | 'failed' | 'not_checked'; message: string }[];
  jws: { header: object; payload: object } | undefined;
  credentialId: string | undefined;
  alreadyUsed: boolean | undefined;
}

/** What the Management API takes from outside. */
export interface ManagementOptions {
  /** Milliseconds since the epoch. */
  now: () => number;
  random: (bytes: number) => Uint8Array;
  /** Management requests per second of one source; 0 is no limit. */
  rateLimit: number;
  events: EventQueue;
  /** What log events call the place where they were written. */
  environmentName: string;
  escalation: EscalationPolicy;
  /** How many credentials a method of a client can name, and what generated secrets look like. */
  credentialRules: { perSlot: number; secretFormat: SecretFormat };
  secretOverlap: SecretOverlap;
  /** Looks at an assertion as the token endpoint would, and spends nothing; undefined where there is no such client. */
  checkAssertion(
    tenant: Tenant,
    asked: { assertion: string; clientId: string; now: number },
  ): Promise<CheckedAssertion | undefined>;
  /** Where the console is served: makes callers of its sessions. */
  sessions?: Pick<Sessions, 'callerOf'> | undefined;
  /** Whether this server's clock is known to be wrong; never unless given. */
  clockIsOff?: (() => boolean) | undefined;
}

/** What the routes work with. */
export interface ManagementContext extends Omit<ManagementOptions, 'escalation' | 'clockIsOff' | 'sessions'> {
  /** Lets requests through that bear a token with any one of the scopes. */
  allow: ReturnType<typeof authorize>;
  escalation: EscalationChecks;
  /** Before a deadline is reckoned from now. @throws ServiceUnavailable (503) where this server's clock is known to be wrong. */
  requireRightClock(): void;
}
