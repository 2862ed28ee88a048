import { parseConsoleAccess, parseConsoleIssuer } from './console-access.js';
import { anyText, between, type Setting } from './setting.js';
import { matching, oneOf, parseFlag } from './value.js';

/** The settings of the console: how people sign in, and for how long. docs/decisions/0124 */
export const consoleSettings = {
  console: {
    name: 'CLIENTELE_CONSOLE',
    meaning:
      'whether the web console is served at /console; on in development, and in production where CLIENTELE_CONSOLE_ISSUER or CLIENTELE_CONSOLE_CLIENTS lets people sign in',
    expected: 'on or off',
    parse: oneOf('on', 'off'),
  },
  consoleIssuer: {
    name: 'CLIENTELE_CONSOLE_ISSUER',
    meaning: 'OpenID provider by which people sign in to the console: its issuer',
    expected:
      'an https URL without query, such as https://login.example.com/; in development also http on loopback',
    parse: parseConsoleIssuer,
  },
  consoleClientId: {
    name: 'CLIENTELE_CONSOLE_CLIENT_ID',
    meaning:
      'id of the console as a client of that provider, where its redirect URI is <issuer of Clientele>console/auth/callback',
    expected: '1 to 255 visible ASCII characters',
    parse: matching(/^[\x21-\x7e]{1,255}$/),
  },
  consoleClientSecret: {
    name: 'CLIENTELE_CONSOLE_CLIENT_SECRET',
    meaning: 'secret of that client, where it has one; prefer the file: flags are visible in process lists',
    expected: '1 to 1000 visible ASCII characters',
    secret: true,
    parse: matching(/^[\x21-\x7e]{1,1000}$/),
  },
  consoleClientSecretFile: {
    name: 'CLIENTELE_CONSOLE_CLIENT_SECRET_FILE',
    meaning: 'file with that secret, instead of the secret itself',
    expected: 'a file with 1 to 1000 visible ASCII characters',
    parse: anyText,
  },
  consoleAccess: {
    name: 'CLIENTELE_CONSOLE_ACCESS',
    meaning:
      'who may sign in by the provider, and with which Management scopes: all, read (all that is read, but for secrets), or their names; an e-mail address counts only where the provider has verified it',
    expected:
      'rules separated by semicolons, each email:<address>, group:<name> or subject:<id>, then = and scopes separated by spaces, such as email:ann@example.com=all; group:support=read; subject:00u1=read:clients read:logs',
    parse: (text) => (parseConsoleAccess(text) ? text : undefined),
  },
  consoleGroupsClaim: {
    name: 'CLIENTELE_CONSOLE_GROUPS_CLAIM',
    meaning: "claim of the provider's id token that lists the groups of a person",
    expected: 'the name of a claim',
    fallback: 'groups',
    parse: matching(/^[\x21-\x7e]{1,255}$/),
  },
  consoleClients: {
    name: 'CLIENTELE_CONSOLE_CLIENTS',
    meaning:
      'whether a client that has a grant for the Management API can sign in to the console with its id and secret, and do there what it may do by token',
    expected: 'true or false',
    fallback: { development: 'true', production: 'false' },
    parse: parseFlag,
  },
  consoleIdleMinutes: {
    name: 'CLIENTELE_CONSOLE_IDLE_MINUTES',
    meaning: 'minutes without a request after which a session of the console ends',
    ...between(2, 1440),
    fallback: '30',
  },
  consoleSessionHours: {
    name: 'CLIENTELE_CONSOLE_SESSION_HOURS',
    meaning: 'hours after which a session of the console ends, however much it is used',
    ...between(1, 720),
    fallback: '12',
  },
} satisfies Record<string, Setting>;
