import { OperatorError } from '../errors/operator-error.js';
import { type AccessRule, parseConsoleAccess } from './console-access.js';
import { readSecret } from './secret-file.js';
import type { Mode } from './setting.js';
import type { Fallbacks, Values } from './settings.js';

/** How people sign in to the console, and for how long. docs/decisions/0124 */
export interface ConsoleConfig {
  /** Whether by a one-time link. */
  link: boolean;
  /** Whether by a client's id and secret. */
  clients: boolean;
  provider: ProviderConfig | undefined;
  idleMinutes: number;
  sessionHours: number;
}

/** An OpenID provider, and who of those that it knows may sign in. */
export interface ProviderConfig {
  issuer: string;
  clientId: string;
  clientSecret?: string;
  access: readonly AccessRule[];
  groupsClaim: string;
}

/**
 * The console as it is set; undefined where it is not served.
 * @throws OperatorError for settings that contradict each other.
 */
export function consoleConfig(
  given: Values,
  { mode, all }: { mode: Mode; all: Fallbacks },
): ConsoleConfig | undefined {
  const provider = providerOf(given, all);
  const { consoleClients: clients, consoleIdleMinutes: idleMinutes, consoleSessionHours: sessionHours } = all;
  const isUsable = mode === 'development' || provider !== undefined || clients;
  if (given.console === 'on' && !isUsable)
    throw new OperatorError(
      'CLIENTELE_CONSOLE: in production the console needs a way to sign in: set CLIENTELE_CONSOLE_ISSUER with CLIENTELE_CONSOLE_CLIENT_ID and CLIENTELE_CONSOLE_ACCESS, or CLIENTELE_CONSOLE_CLIENTS=true',
    );
  if (given.console === 'off' || !isUsable) return undefined;
  if (mode === 'production' && provider?.issuer.startsWith('http:'))
    throw new OperatorError(
      `CLIENTELE_CONSOLE_ISSUER: ${provider.issuer} is reached in the open: production needs an https URL`,
    );
  return { link: mode === 'development', clients, provider, idleMinutes, sessionHours };
}

function providerOf(
  given: Values,
  { consoleGroupsClaim: groupsClaim }: Fallbacks,
): ProviderConfig | undefined {
  const { consoleIssuer: issuer, consoleClientId: clientId, consoleAccess: rules = '' } = given;
  const access = parseConsoleAccess(rules);
  const clientSecret = readSecret(given, 'consoleClientSecret', 'consoleClientSecretFile');
  if (issuer !== undefined && clientId !== undefined && access !== undefined)
    return { issuer, clientId, ...(clientSecret !== undefined && { clientSecret }), access, groupsClaim };
  if ([issuer, clientId, access, clientSecret].every((one) => one === undefined)) return undefined;
  throw new OperatorError(
    'CLIENTELE_CONSOLE_ISSUER, CLIENTELE_CONSOLE_CLIENT_ID and CLIENTELE_CONSOLE_ACCESS belong together: set all three, so that it is known by whom people sign in and what they may do then',
  );
}
