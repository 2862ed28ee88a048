import type { Random } from '@clientele/model';
import type { FastifyRequest } from 'fastify';
import type { Dialect } from '../http/errors.js';
import type { Sessions } from '../session/sessions.js';
import type { EventQueue } from '../telemetry/event-queue.js';
import type { Provider } from './provider.js';
import type { SignInLinks } from './sign-in-links.js';

/** Finds the client that an id and a secret belong to, by the rules of the token endpoint; undefined where it refuses them. */
export type AuthenticateClient = (
  request: FastifyRequest,
  sent: { clientId: string; secret: string },
) => Promise<{ clientId: string; name: string; secretId: string } | undefined>;

/** What the console takes from outside. */
export interface ConsoleOptions {
  /** Milliseconds since the epoch. */
  now: () => number;
  random: Random;
  /** The folder that its pages were built into. */
  folder: string;
  mode: 'development' | 'production';
  version: () => string;
  /** Whether secrets can be shown again, or only once. */
  clientSecrets: 'readable' | 'once';
  sessions: Sessions;
  events: EventQueue;
  /** How its own routes answer errors: as the Management API, so that its pages read one shape. */
  errors: Dialect;
  /** Signs in by one-time links, and shows a new one to who started the server. */
  links?: { codes: SignInLinks; show?: (() => void) | undefined } | undefined;
  /** Signs in by a client's id and secret. */
  authenticateClient?: AuthenticateClient | undefined;
  /** Signs in by an OpenID provider, which is known by its issuer. */
  provider?: { issuer: string; provider: Provider } | undefined;
  /** How the server is set up, to be shown. */
  setUp: readonly SettingShown[];
}

/** A setting as the console shows it; a secret has no value. */
export interface SettingShown {
  name: string;
  meaning: string;
  value: string | null;
  source: 'default' | 'set';
  secret: boolean;
}
