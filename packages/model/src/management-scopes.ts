/**
 * The scopes that some request asks for, and which are therefore worth something, by generation: a scope that a later
 * release begins to ask for goes into a new line, so that grants written before it do not give it. docs/decisions/0077
 */
const generations: readonly Readonly<Record<string, string>>[] = [
  {
    clients: 'create read update delete',
    client_summary: 'read',
    client_keys: 'read update',
    client_credentials: 'create read update delete',
    client_grants: 'create read update delete',
    resource_servers: 'create read update delete',
    connections: 'create read update delete',
    connections_options: 'read',
    organization_client_grants: 'read',
    tenant_settings: 'read',
    logs: 'read',
    signing_keys: 'create read update',
  },
  { tenant_settings: 'update' },
];

/** The generation of each scope that Clientele acts on. */
const generationOf: ReadonlyMap<string, number> = new Map(
  generations.flatMap((generation, index) =>
    Object.entries(generation).flatMap(([objects, verbs]) =>
      verbs.split(' ').map((verb): [string, number] => [`${verb}:${objects}`, index + 1]),
    ),
  ),
);

/** The scopes that Clientele acts on, and which its administrators hold; all others of the original are worth nothing. */
export const actedOnScopes: readonly string[] = [...generationOf.keys()];

/**
 * The scope to choose the id of a client that is created. It is ours: the Management API does not list it, so that its
 * list is the original's, and no administrator has it unless a grant names it. docs/decisions/0104
 */
export const chooseClientIdScope = 'create:client_ids';

/** The generation of scopes that a grant written now gives. */
export const scopeGeneration = generations.length;

/** Whether a grant of a generation gives a scope of the Management API that it names. */
export function isKnownTo(generation: number, scope: string): boolean {
  return (generationOf.get(scope) ?? 0) <= generation;
}
