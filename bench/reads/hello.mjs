// The least that a Node server can do.
import { createServer } from 'node:http';

process.on('message', () => {
  const server = createServer((_request, response) => {
    const body = 'hello';
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': body.length });
    response.end(body);
  }).listen(0, '127.0.0.1', () => process.send({ result: { port: server.address().port } }));
});
process.on('disconnect', () => process.exit());
