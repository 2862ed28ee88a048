// An OpenID provider with three people, as a process of its own; says on its first line where it is.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const people = {
  ann: { name: 'Ann Example', email: 'ann@example.com', email_verified: true, groups: ['support'] },
  eve: { name: 'Eve', email: 'ann@example.com', email_verified: false },
  bob: { name: '<b>Bob</b>\u202e', email: 'bob@example.com', email_verified: true, groups: 'operators' },
};

const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'console',
      client_secret: 'secret:of+the%console',
      redirect_uris: [process.argv[2]],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    },
  ],
  scopes: ['openid', 'email', 'profile', 'groups'],
  claims: { email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  cookies: { keys: ['for tests'] },
});
server.on('request', provider.callback());
process.stdout.write(`${issuer}\n`);
