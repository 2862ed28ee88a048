// A client as the Management API shows one to a token with all scopes: what each call of the benchmark gets.

import { ManagementClient } from '@clientele/sdk';
import { startServer } from 'clientele';

const server = await startServer();
const { clients } = new ManagementClient({ baseUrl: server.url, ...server.bootstrap });
const { data } = await clients.create({ name: 'Invoice robot', app_type: 'non_interactive' });

export const { data: client } = await clients.get({ client_id: data.client_id });

await server.close();
