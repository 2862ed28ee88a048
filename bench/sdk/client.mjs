// A client as the Management API shows one to a token with all scopes: what each call of the benchmark gets.

import { ManagementClient } from '@clientele/sdk';
import { readInvocation, start } from '@clientele/server';

const flags = ['--data', ':memory:', '--http-port', '0', '--https-port', '0', '--log-level', 'silent'];
const server = await start(readInvocation(flags, {}, '').config);
const { httpUrl: baseUrl, bootstrap } = server;
const { clients } = new ManagementClient({
  baseUrl,
  clientId: bootstrap.clientId,
  clientSecret: bootstrap.secret,
});
const { data } = await clients.create({ name: 'Invoice robot', app_type: 'non_interactive' });

export const { data: client } = await clients.get({ client_id: data.client_id });

await server.stop();
