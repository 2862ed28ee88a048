/** What any one of these scopes lets somebody see of clients. */
export const readsClients = [
  'read:clients',
  'read:client_keys',
  'read:client_credentials',
  'read:client_summary',
];

/** What any one of these scopes lets somebody search for clients. */
export const findsClients = ['read:clients', 'read:client_summary'];
