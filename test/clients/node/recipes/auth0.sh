# auth0 for Node
npm install --silent auth0@7.1.0
cat > list.mjs <<'END'
import { ManagementClient } from 'auth0';

const { AUTH0_DOMAIN: domain, AUTH0_CLIENT_ID: clientId, AUTH0_CLIENT_SECRET: clientSecret } = process.env;
const management = new ManagementClient({ domain, clientId, clientSecret });
for await (const client of await management.clients.list()) console.log(client.name);
END
NODE_EXTRA_CA_CERTS=$CA node list.mjs
