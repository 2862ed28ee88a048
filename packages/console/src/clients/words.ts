/** What the types of clients are called. */
const typeNames: Readonly<Record<string, string>> = {
  non_interactive: 'Machine to machine',
  regular_web: 'Web app',
  spa: 'Single-page app',
  native: 'Native app',
  resource_server: 'API that calls others',
  express_configuration: 'Express configuration',
  b2b_integration: 'B2B integration',
};

/** What a type is called; one that has no name of its own by its value. */
export function typeName(type: string | null | undefined): string {
  return type ? (typeNames[type] ?? type) : 'No type';
}

/** How a client authenticates, in words. */
export const methodNames = {
  client_secret_post: 'Secret in the body',
  client_secret_basic: 'Secret in a header',
  private_key_jwt: 'Signed assertion',
  tls_client_auth: 'Certificate of a CA',
  self_signed_tls_client_auth: 'Certificate of its own',
  none: 'None (public)',
} as const;

/** One of the ways in which a client authenticates. */
export type Method = keyof typeof methodNames;

/** What says how a client authenticates, where the caller may see it. */
interface Authenticating {
  token_endpoint_auth_method?: string | null | undefined;
  client_authentication_methods?: object | null | undefined;
}

/** How a client authenticates; undefined where that is not shown. */
export function methodOf({
  token_endpoint_auth_method: secret,
  client_authentication_methods: keys,
}: Authenticating): Method | undefined {
  const [method = secret] = Object.keys(keys ?? {});
  return method && method in methodNames ? (method as Method) : undefined;
}

/** Whether a method is by keys or certificates, and not by secrets. */
export function usesKeys(method: string | undefined): boolean {
  return (
    method === 'private_key_jwt' || method === 'tls_client_auth' || method === 'self_signed_tls_client_auth'
  );
}
