// A bare Fastify endpoint without any rule, database or log: what the framework and the signature alone cost.
import { generateKeyPairSync, sign } from 'node:crypto';
import { promisify } from 'node:util';
import Fastify from 'fastify';

const signOffThread = promisify(sign);

process.on('message', async ({ issuer, audience }) => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const app = Fastify();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request, body) => new URLSearchParams(body),
  );
  app.post('/oauth/token', async ({ body }) => {
    const iat = Math.floor(Date.now() / 1000);
    const id = body.get('client_id');
    const claims = { iss: issuer, sub: id, aud: audience, iat, exp: iat + 86_400, azp: id };
    const input = [{ alg: 'RS256', typ: 'JWT', kid: 'only' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = await signOffThread('sha256', Buffer.from(input), privateKey);
    return {
      access_token: `${input}.${signature.toString('base64url')}`,
      expires_in: 86_400,
      token_type: 'Bearer',
    };
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  process.send({ result: { port: app.server.address().port } });
});
process.on('disconnect', () => process.exit());
