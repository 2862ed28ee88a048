/** The table of the page for libraries that play it. */
export const theLifeOfAClient = 'The life of a client';

/** The life of a client, in the order in which every library plays it. */
export const lifeOfAClient = [
  'create a client',
  'give it a public key',
  'a token by assertion is refused before the key is enabled',
  'create an API with scopes',
  'a token is refused without a grant',
  'grant the API to the client',
  'token by secret',
  'verify the token with the published keys',
  'rotate the secret: the new one works, the old one is refused',
  'enable the key',
  'token by assertion',
  'a token by secret is refused from then on',
  'go back to a secret',
  'list by page, with totals',
  'list by checkpoint',
  'change a client',
  'null takes a property away',
  'change the scopes of the API and of the grant',
  'read the log',
  'errors of the Management API: 400, 401, 403, 404, 409',
  'errors of the token endpoint',
  'delete the key, the grant, the API and the client',
] as const;
