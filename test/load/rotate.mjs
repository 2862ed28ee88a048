// Rotates the secret of a client with the tool that is named, and prints the new one: rotate.mjs <tool> <client id>
const [tool, client_id] = process.argv.slice(2);
const { DOMAIN: domain, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret } = process.env;
const options = { domain, clientId, clientSecret };

const tools = {
  async '@clientele/sdk'() {
    const { ManagementClient } = await import('@clientele/sdk');
    const { data } = await new ManagementClient(options).clients.rotateClientSecret({ client_id });
    return data.client_secret;
  },
  async 'auth0 4'() {
    const { ManagementClient } = await import('auth0');
    const { data } = await new ManagementClient(options).clients.rotateClientSecret({ client_id });
    return data.client_secret;
  },
  async 'auth0 7'() {
    const { ManagementClient } = await import('auth0-7');
    const rotated = await new ManagementClient(options).clients.rotateSecret(client_id);
    return rotated.client_secret;
  },
};

console.log(await tools[tool]());
