// An API as users have it: Express with express-oauth2-jwt-bearer, which finds issuer and keys over https.
// Prints its port; run by protected-api.test.ts in a process that trusts the server.
import express from 'express';
import { auth } from 'express-oauth2-jwt-bearer';

const app = express();
app.use(auth({ issuerBaseURL: process.env.ISSUER, audience: process.env.AUDIENCE }));
app.get('/', (request, response) => response.json(request.auth.payload));
const listener = app.listen(0, '127.0.0.1', () => console.log(listener.address().port));
