import type { FastifyInstance, FastifyReply } from 'fastify';

/** What is a secret wherever it is shown. client-visibility.md */
const secrets = ['client_secret', 'signing_secret', 'secret'] as const;

/** What may hold secrets of others: of the provider that a connection leads to, of the service that an addon is for. */
const settings = ['options', 'addons'] as const;

/** Whether what is shown of a client or its secrets, an API or a connection holds a secret. docs/decisions/0095 */
export function showsSecret(shown: object): boolean {
  return (
    secrets.some((name) => typeof Reflect.get(shown, name) === 'string') ||
    settings.some((name) => holdsText(Reflect.get(shown, name)))
  );
}

function holdsText(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(holdsText);
  return typeof value === 'string' && value !== '';
}

/** Keeps an answer out of every cache. RFC 9111 section 5.2.2.5 */
export function keepOutOfCaches(reply: FastifyReply): void {
  reply.header('cache-control', 'no-store');
}

/** Keeps answers that show a secret out of caches; lists, which are written item by item, see to it themselves. docs/decisions/0095 */
export function keepSecretsOutOfCaches(app: FastifyInstance): void {
  app.addHook('preSerialization', (_request, reply, answer, done) => {
    if (typeof answer === 'object' && answer !== null && showsSecret(answer)) keepOutOfCaches(reply);
    done(null, answer);
  });
}
