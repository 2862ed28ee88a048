// What framework and answer cost without any rule, bearer, log or measurement: one client's bytes and headers, always the same.
import Fastify from 'fastify';

process.on('message', async ({ body, headers }) => {
  const app = Fastify();
  const bytes = Buffer.from(body);
  app.get('/api/v2/clients/:id', async (_request, reply) => reply.headers(headers).send(bytes));
  await app.listen({ port: 0, host: '127.0.0.1' });
  process.send({ result: { port: app.server.address().port } });
});
process.on('disconnect', () => process.exit());
