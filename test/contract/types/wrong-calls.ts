/** Calls that are wrong in one thing, and what the compiler says to each: one error, about that thing. */
export const wrongCalls: [call: string, error: RegExp][] = [
  [`clients.getAll({ feilds: 'name' })`, /'feilds' does not exist in type .*Did you mean to write 'fields'/s],
  [
    `clients.getAll({ page: 0, feilds: 'name' })`,
    /'feilds' does not exist in type .*Did you mean to write 'fields'/s,
  ],
  [`clients.getAll({ take: 10, page: 0 })`, /Type 'number' is not assignable to type 'NotBesideTakeOrFrom'/s],
  [
    `clients.getAll({ from: 'x', include_totals: true })`,
    /Type 'true' is not assignable to type 'false \| NotBesideTakeOrFrom/s,
  ],
  [`clients.getAll({ take: '10' })`, /Type 'string' is not assignable to type 'number'/s],
  [`clients.getAll({ app_type: 5 })`, /Type 'number' is not assignable to type 'string'/s],
  [`clients.get({ client_id: 'a', feilds: 'name' })`, /Did you mean to write 'fields'/s],
  [`clients.get({})`, /Property 'client_id' is missing/s],
  [
    `clients.getEnabledConnections({ client_id: 'a', stratgey: ['auth0'] })`,
    /Did you mean to write 'strategy'/s,
  ],
  [`clients.create({ name: 'a', nmae: 'b' })`, /'nmae' does not exist in type 'ClientCreate'/s],
  [
    `clients.create({ name: 'a', app_type: 'spaa' })`,
    /Type '"spaa"' is not assignable to type .*Did you mean '"spa"'/s,
  ],
  [`clients.create({ name: 'a', jwt_configuration: { algo: 'RS256' } })`, /Did you mean to write 'alg'/s],
  [
    `clients.create({ name: 'a', addons: { samlp: { audience: 5 } } })`,
    /Type 'number' is not assignable to type 'string'/s,
  ],
  [`clients.rotateClientSecret({ id: 'a' })`, /'id' does not exist in type 'PostRotateSecretRequest'/s],
  [`clients.createCredential({ client_id: 'a' }, { credential_type: 'x509_cert', pen: 'PEM' })`, /pen/s],
  [
    `clients.update({ client_id: 'a' }, { grant_type: ['implicit'] })`,
    /Did you mean to write 'grant_types'/s,
  ],
  [`clientGrants.getAll({ fields: 'id' })`, /'fields' does not exist in type 'GetClientGrantsRequest'/s],
  [
    `clientGrants.getAllOrganizations({ id: 'a', take: 1, page: 0 })`,
    /Type 'number' is not assignable to type 'NotBesideTakeOrFrom'/s,
  ],
  [`resourceServers.getAll({ identifier: ['a'] })`, /Did you mean to write 'identifiers'/s],
  [`connections.getAll({ strategy: ['auth00'] })`, /Type '"auth00"' is not assignable/s],
  [`connections.get({ id: 'a', field: 'name' })`, /Did you mean to write 'fields'/s],
  [`iterate(clients, { feilds: 'name' })`, /Did you mean to write 'fields'/s],
  [
    `iterate(clients, { take: 10, page: 0 })`,
    /Type 'number' is not assignable to type 'NotBesideTakeOrFrom'/s,
  ],
  [`iterate(clientGrants, { fields: 'id' })`, /Type 'string' is not assignable to type 'undefined'/s],
  [
    `pages(connections, { from: 'x', include_totals: true })`,
    /Type 'true' is not assignable to type 'false \| NotBesideTakeOrFrom/s,
  ],
  [`new ManagementClient({ domain: 'a', token: 'T', tokne: 'T' })`, /'tokne' does not exist in type/s],
  [
    `new ManagementClient({ domain: 'a', baseUrl: 'http://a', token: 'T' })`,
    /Type 'string' is not assignable to type 'undefined'|not assignable to parameter/s,
  ],
];

/** As above, with a second argument: both signatures of the method fit, and the error is about them. */
export const wrongCallsOfTwo: [call: string, error: RegExp][] = [
  [`clients.getAll({ feilds: 'name' }, {})`, /No overload matches.*Did you mean to write 'fields'/s],
  [`clients.getAll({ take: 10, page: 0 }, {})`, /No overload matches.*type 'NotBesideTakeOrFrom'/s],
  [`clients.get({ client_id: 'a' }, { heders: {} })`, /No overload matches.*'heders' does not exist/s],
  [`clients.create({ nmae: 'a' }, {})`, /No overload matches.*'nmae' does not exist/s],
  [`clients.get()`, /^TS2554: Expected 1-2 arguments, but got 0/],
  [`clients.get({ client_id: 'a' }, {}, {})`, /^TS2554: Expected 1-2 arguments, but got 3/],
];

/** A program of calls, each on a line of its own. */
export const wrongProgram = (calls: [call: string, error: RegExp][]) =>
  [
    "import { iterate, ManagementClient, pages } from 'auth0';",
    'export function calls({ clients, clientGrants, connections, resourceServers }: ManagementClient) {',
    ...calls.map(([call]) => `  void ${call};`),
    '}',
  ].join('\n');
