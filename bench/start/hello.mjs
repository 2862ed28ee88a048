// The least that a Node server can do, on a given port.
import { createServer } from 'node:http';

createServer((_request, response) => {
  const body = 'hello';
  response.writeHead(200, { 'content-type': 'text/plain', 'content-length': body.length });
  response.end(body);
}).listen(Number(process.argv[2]), '127.0.0.1');
