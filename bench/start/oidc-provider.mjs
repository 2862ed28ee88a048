// oidc-provider as it comes, with the keys and the client that it has for trying it out.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const port = Number(process.argv[2]);
const provider = new Provider(`http://127.0.0.1:${port}`);
createServer(provider.callback()).listen(port, '127.0.0.1');
