/** A body that is described once, under a name. */
export interface NamedSchema {
  name: string;
  /** Made for the first who asks for the description, and not by every start. */
  schema: () => object;
}

/** What routes are about, in the order in which they are described. */
export const tags = [
  'Tokens',
  'Clients',
  'Secrets',
  'Credentials',
  'Resource servers',
  'Client grants',
  'Connections',
  'Tenant',
  'Signing keys',
  'Log',
  'Service',
] as const;

/** What is published of a body beside the schema that it is checked with. OpenAPI 3.1, "Request Body Object" */
export interface BodyDescription {
  schema?: () => object;
  types?: readonly string[];
  optional?: true;
  /** A body that is accepted; a text such as `CLIENT_ID` stands for the id of what was made before. */
  example?: unknown;
  /** What stands in for properties that are not sent. */
  defaults?: () => Readonly<Record<string, unknown>>;
}

/** What is published of a route beside what it is checked with: its schemas and scopes. OpenAPI 3.1, "Operation Object" */
export interface RouteDescription {
  id: string;
  summary: string;
  tag: (typeof tags)[number];
  success: readonly [status: number, body?: NamedSchema];
  /** What else a success can be, in words, by status; without a body. */
  otherwise?: Readonly<Record<number, string>>;
  /** What is refused, in words, by status. */
  refusals?: { texts: Readonly<Record<number, string>>; body: NamedSchema };
  /** Header fields that the route looks at, each with what it is for. */
  headers?: Readonly<Record<string, string>>;
  /** About the request's body, where its schema does not say it. */
  body?: BodyDescription;
  /** Where a POST changes nothing: then it needs no key to be repeated. docs/decisions/0108 */
  asksOnly?: true;
  /** Scopes of which one is needed besides those that the route is opened by. */
  furtherScopes?: readonly string[];
  /** How the caller authenticates, where no scope is asked for. */
  security?: Record<string, string[]>[];
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Published in `/openapi.json` and `/docs`; a route without one is in neither. */
    description?: RouteDescription;
  }
}
