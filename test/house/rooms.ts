/** What a room may import; what is not named here, it may not. */
export interface Room {
  rooms: readonly string[];
  packages: readonly string[];
}

/** The rooms of a package; `node` says whether its files may use what Node brings. */
export interface House {
  node: boolean;
  rooms: Readonly<Record<string, Room>>;
}

const words = (text: string) => text.split(' ').filter((word) => word !== '');
const room = (rooms: string, packages = ''): Room => ({ rooms: words(rooms), packages: words(packages) });

const ground = 'errors limits';
const storagePort = `storage/port ${ground}`;
const stores = `storage/database ${storagePort}`;
const engine = `storage/database storage/database/migrations ${storagePort}`;
const below = `http telemetry tenancy ${storagePort}`;
const page =
  '@clientele/model @clientele/sdk @mantine/core @mantine/hooks @radix-ui/react-icons @tanstack/react-query react react-router';
const api = '@clientele/model fastify typebox @fastify/type-provider-typebox';

/**
 * The map of the houses: each room with the rooms and packages that its files may import. A room is a folder, or a file
 * beside `index.ts`; a room that is not here imports nothing and is imported by nobody. docs/architecture.md shows the
 * server's part.
 */
export const houses: Readonly<Record<string, House>> = {
  server: {
    node: true,
    rooms: {
      index: room('lifecycle operations config instance storage/seals errors'),
      main: room('lifecycle config version errors'),
      version: room(''),
      lifecycle: room(
        `app description console seed storage storage/database storage/counts token config sockets instance ${below}`,
        '@clientele/model pino',
      ),
      app: room(
        `management management/requests management/answers oauth description console controls webhooks session version ${below}`,
        '@clientele/model fastify',
      ),
      management: room(`management/requests management/answers registration crypto ${below}`, api),
      'management/answers': room(`management/requests http ${storagePort}`, api),
      'management/requests': room(`session token ${below}`, api),
      oauth: room(`token crypto ${below}`, '@clientele/model fastify typebox'),
      description: room(`http instance ${ground}`, '@clientele/model fastify openapi-types'),
      console: room(`session ${below}`, '@clientele/model fastify openid-client'),
      controls: room(`${below}`, api),
      webhooks: room(`crypto ${below}`, api),
      session: room(below, '@clientele/model fastify'),
      http: room(`telemetry tenancy ${storagePort}`, '@clientele/model fastify typebox @fastify/send'),
      telemetry: room(storagePort, '@clientele/model fastify pino prom-client'),
      seed: room(`registration ${storagePort}`, '@clientele/model typebox yaml'),
      registration: room(`crypto ${storagePort}`, '@clientele/model'),
      tenancy: room(`registration token crypto ${storagePort}`, '@clientele/model'),
      token: room(`crypto ${storagePort}`, '@clientele/model'),
      operations: room(
        `registration backup storage storage/seals storage/database/migrations config instance ${stores}`,
        '@clientele/model',
      ),
      'operations/doctor': room(
        `operations backup storage/deadlines storage/database/migrations crypto config sockets instance ${stores}`,
        '@clientele/model kysely',
      ),
      backup: room(
        `storage/seals storage/counts storage/database/migrations crypto instance ${stores}`,
        '@clientele/model kysely',
      ),
      storage: room(
        `storage/answers storage/cache storage/changes storage/deadlines storage/registry storage/log storage/counts storage/sessions storage/usage storage/seals storage/sqlite storage/postgres storage/database/migrations ${stores}`,
      ),
      'storage/cache': room(`storage/registry ${storagePort}`, '@clientele/model'),
      'storage/changes': room(
        `storage/answers storage/registry storage/log storage/seals ${stores}`,
        '@clientele/model kysely',
      ),
      'storage/deadlines': room(`storage/log ${stores}`, '@clientele/model kysely'),
      'storage/answers': room(`storage/seals ${stores}`, 'kysely'),
      'storage/registry': room(
        `storage/deadlines storage/log storage/seals ${stores}`,
        '@clientele/model kysely',
      ),
      'storage/log': room(stores, '@clientele/model kysely'),
      'storage/counts': room(`storage/seals ${stores}`, '@clientele/model kysely'),
      'storage/sessions': room(`storage/seals ${stores}`, 'kysely'),
      'storage/usage': room(stores, '@clientele/model kysely'),
      'storage/seals': room(`crypto ${stores}`, 'kysely'),
      'storage/sqlite': room(engine, 'kysely libsql'),
      'storage/postgres': room(engine, 'kysely pg'),
      'storage/database/migrations': room(`crypto ${stores}`, '@clientele/model kysely'),
      'storage/database': room(storagePort, '@clientele/model kysely'),
      'storage/port': room('errors', '@clientele/model'),
      config: room(`instance ${ground}`, '@clientele/model'),
      sockets: room(`instance ${ground}`),
      instance: room(`crypto ${ground}`, 'libsql'),
      crypto: room(ground, '@clientele/model @peculiar/x509 reflect-metadata'),
      limits: room('errors', '@clientele/model jsonc-parser'),
      errors: room('', '@clientele/model'),
    },
  },
  model: {
    node: false,
    rooms: {
      index: room('rules validation find-violation client connection credential grant search tenant'),
      rules: room(
        'client connection credential grant log public-key signing-key clock-difference error excerpt identifier listed-scopes management-scopes moment revision scope search size tenant usage violation',
      ),
      grant: room(
        'client error excerpt identifier listed-scopes management-scopes schema stored violation',
        'typebox',
      ),
      client: room('address credential clock-difference error excerpt schema stored violation', 'typebox'),
      address: room('schema', 'typebox'),
      connection: room('error schema stored', 'typebox'),
      credential: room('error identifier schema', 'typebox'),
      tenant: room('client schema stored', 'typebox'),
      log: room('client credential error excerpt moment'),
      search: room('client credential error excerpt moment'),
      usage: room(''),
      moment: room(''),
      revision: room(''),
      'signing-key': room('error'),
      'public-key': room(''),
      'listed-scopes': room('scope'),
      'management-scopes': room(''),
      validation: room('find-violation violation', 'typebox'),
      'find-violation': room('address violation excerpt', 'typebox'),
      violation: room('error excerpt'),
      schema: room('', 'typebox'),
      stored: room(''),
      size: room('error'),
      'clock-difference': room(''),
      error: room(''),
      excerpt: room(''),
      identifier: room(''),
      scope: room(''),
    },
  },
  sdk: {
    node: false,
    rooms: {
      index: room('auth0-names management-client management-client-options managers models runtime tokens'),
      'auth0-names': room('models'),
      'management-client': room('management-client-options managers policy runtime tokens'),
      'management-client-options': room('runtime tokens'),
      managers: room('models runtime'),
      policy: room('runtime tokens'),
      tokens: room('runtime'),
      models: room(''),
      runtime: room(''),
    },
  },
  cli: {
    node: true,
    rooms: {
      index: room('in-process'),
      'in-process': room('output', '@clientele/server'),
      main: room('commands output', 'commander'),
      commands: room('setting-flags output', 'commander @clientele/server'),
      'setting-flags': room('output', 'commander @clientele/server'),
      output: room('', '@clientele/server'),
    },
  },
  console: {
    node: false,
    rooms: {
      main: room('app session api', `${page} react-dom`),
      app: room(
        'sign-in clients clients/queries clients/list clients/create clients/client overview apis connections signing-keys log settings account elements session api',
        page,
      ),
      'sign-in': room('elements session api', page),
      overview: room('clients log elements/usage elements session api', page),
      'clients/list': room('clients elements session api', page),
      'clients/create': room('clients/client/credentials elements session api', page),
      'clients/client': room(
        'clients clients/queries clients/client/settings clients/client/credentials clients/client/quick-start log grants elements/usage elements session api',
        page,
      ),
      'clients/client/settings': room('clients/queries elements/properties elements session api', page),
      'clients/client/credentials': room('clients clients/queries elements session api', page),
      'clients/client/quick-start': room('clients clients/queries elements session api', page),
      'clients/queries': room('elements session api', page),
      clients: room(''),
      apis: room('clients grants elements/properties elements session api', page),
      connections: room('clients elements/properties elements session api', page),
      'signing-keys': room('elements session api', page),
      log: room('elements session api', page),
      grants: room('elements session api', page),
      settings: room('elements/properties elements session api', page),
      account: room('elements session api', page),
      'elements/properties': room('elements session api', page),
      'elements/usage': room('elements', page),
      elements: room('clients session api', page),
      session: room('api', page),
      api: room('', '@clientele/sdk @tanstack/react-query react'),
    },
  },
};
