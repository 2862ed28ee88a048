// Answers every request with the client of the benchmark; started by costs.mjs.
import { createServer } from 'node:http';
import { client } from './client.mjs';

const body = JSON.stringify(client);
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => process.send(`http://127.0.0.1:${server.address().port}`));
