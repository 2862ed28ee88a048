/** What whoever holds a Management scope can do with it, beyond what its name says. */
export const scopeWorth: Readonly<Record<string, string>> = {
  'create:clients': 'new clients; they hold nothing until they are granted something',
  'read:clients': 'clients without what authenticates them',
  'update:clients':
    'settings of every client, disabling it included: can lock everybody out. What authenticates a client: with refuse, only of clients that hold no more Management scopes, and bringing a disabled one back likewise',
  'delete:clients': 'every client: can lock everybody out',
  'read:client_summary': 'id, name, type and description of clients',
  'read:client_keys':
    'where secrets are readable (`CLIENTELE_CLIENT_SECRETS=readable`), **as much as all clients together**; else certificates. Whose a secret is that one has, where it carries its id',
  'update:client_keys':
    'the secret of every client, and so **all that they hold**; with refuse, of clients that hold no more Management scopes',
  'create:client_credentials':
    'a key on every client, which is worth something once it is enabled; with refuse, on clients that hold no more Management scopes',
  'read:client_credentials': 'public keys; where secrets are readable, **as much as all clients together**',
  'update:client_credentials':
    'which keys authenticate a client, and so, with a key of one’s own, **all that it holds**; with refuse, of clients that hold no more Management scopes',
  'delete:client_credentials':
    'the keys of every client: can lock it out; with refuse, of clients that hold no more Management scopes',
  'create:client_grants':
    'every scope of every API for every client, **Management scopes included**; with refuse, only Management scopes that one holds',
  'read:client_grants': 'which client may do what',
  'update:client_grants': 'as create, for grants that exist, one’s own included',
  'delete:client_grants': 'every grant: can lock everybody out',
  'create:resource_servers': 'new APIs',
  'read:resource_servers': 'APIs, **with the secret that signs their tokens** where they use HS256',
  'update:resource_servers':
    'how tokens of every API are made, its signing secret included; with refuse, the Management API only for who holds every scope of this table',
  'delete:resource_servers': 'every API but the Management API, with its grants',
  'create:connections': 'new connections',
  'read:connections': 'connections with their options, which may hold secrets',
  'update:connections': 'connections, and which clients they are for',
  'delete:connections': 'every connection',
  'read:connections_options': 'the options of a connection that one creates or changes',
  'read:organization_client_grants': 'nothing: there are no organizations',
  'read:tenant_settings': 'names that tools ask for first',
  'update:tenant_settings': 'the quota of every client without one of its own: can end their tokens',
  'read:logs': 'who did what, from which address; no secrets',
  'create:signing_keys': 'with update: rotating the keys that sign tokens',
  'read:signing_keys': 'public halves of the keys that sign tokens',
  'update:signing_keys': 'revoking keys: can end every token at once',
};
