/**
 * What people type who look for a section, a method or a type, where it has not the word itself. A key is what the
 * search shows; one that is nowhere fails the build.
 */
export const words = {
  // Sections of the front page.
  'Front page': 'install installation quickstart start setup npm',
  'Where it runs': 'runtime platform version esm commonjs cjs edge lambda typescript engines',
  'Managers and results': 'response status headers answer subset select',
  'Whole lists': 'pagination paginate paging cursor checkpoint next page loop all',
  Options: 'configuration config settings cancel abort deadline idempotency idempotent base url',
  Tokens: 'authentication authenticate login access_token bearer cache redis credentials',
  'Retries, timeouts, redirects': 'retry backoff delay 429 throttle throttling resilience network failure',
  'Middlewares and a rate limit':
    'logging logger log hook hooks interceptor tracing telemetry metrics throttle',
  'What has no method': 'raw request generic escape extend custom manager subclass',
  Errors: 'exception catch throw handling ECONNREFUSED ENOTFOUND ECONNRESET ETIMEDOUT 404 not found',
  'Moving from auth0 4.x': 'migrate migration migrating port upgrade differences',
  Versions: 'changelog semver breaking release',

  // Recipes.
  'Testing against it':
    'mock mocks mocking fake stub jest vitest mocha test tests unit integration in-memory server nock msw',
  'Testing against it.Bad days': 'fault failure inject simulate 503 outage',
  'Testing against it.Time that passes': 'clock expiry expire fake timers',
  'Testing against it.What to begin with': 'seed fixture fixtures',
  'A fetch of your own':
    'custom fetch transport http client adapter axios undici logging log instrument wrap',
  'A fetch of your own.Code that is given a manager': 'mock stub fake unit dependency injection',
  'Proxies and certificates': 'agent dispatcher undici corporate firewall tls ssl',
  'Proxies and certificates.A certificate of your own authority':
    'self-signed ssl tls ca UNABLE_TO_VERIFY_LEAF_SIGNATURE SELF_SIGNED_CERT_IN_CHAIN mtls',
  'In a browser': 'cors frontend spa react single page origin',
  'In a browser.Bundles': 'webpack vite rollup esbuild tree shaking size',
  'Rotating secrets and keys': 'rotation rollover renew expire leaked compromised',
  'Coming from auth0': 'migrate migration migrating port upgrade switch node-auth0',
  'Deadlines and cancelling': 'cancel cancellation abort timeout deadline hang hangs stuck AbortController',

  // What is called.
  iterate: 'pagination paginate paging next page all every loop cursor',
  pages: 'pagination paginate paging next page all every loop cursor',
  'CallOptions.idempotencyKey': 'idempotent repeat duplicate twice safe',
  AbortError: 'cancel cancelled canceled',
  FetchError: 'ECONNREFUSED ENOTFOUND ECONNRESET network offline',
  Middleware: 'logging logger hook interceptor',
};
