import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContentionError, UnavailableError } from '../../src/storage/port/errors.js';
import { type TestServer, testServer } from '../test-server.js';

const reason = 'the database is at 10.1.2.3: select * from clients';

describe.each(['auth0', 'rfc'] as const)(
  'a storage that is not available, with errors as in %s',
  (errors) => {
    let server: TestServer;
    /** What is thrown wherever the storage is asked. */
    let failure: Error;
    beforeEach(async () => {
      server = await testServer({ tokenRules: { errors } });
      failure = new UnavailableError(reason);
      const fail = async () => {
        throw failure;
      };
      const { storage } = server.tenant;
      Object.assign(storage, { change: fail });
      Object.assign(storage.clients, { authentication: fail });
    });
    afterEach(() => server.close());

    const create = () => server.call('POST', '/clients', { name: 'New' });
    const token = () =>
      server.token({
        grant_type: 'client_credentials',
        client_id: 'someone',
        client_secret: 'x',
        audience: 'urn:x',
      });
    const linesOf = () =>
      server.log.filter(({ msg }) => msg === 'request failed: the database is not available');

    it('is 503 with Retry-After in the dialect of each endpoint, and says nothing of why', async () => {
      const [management, oauth] = [await create(), await token()];
      expect([management.statusCode, management.headers['retry-after']]).toEqual([503, '1']);
      expect(management.json()).toEqual({
        statusCode: 503,
        error: 'Service Unavailable',
        message: 'The service is not available now; try again after the time in Retry-After.',
        errorCode: 'service_unavailable',
      });
      expect([oauth.statusCode, oauth.headers['retry-after']]).toEqual([503, '1']);
      expect(oauth.json()).toEqual({
        error: 'temporarily_unavailable',
        error_description: 'The service is not available now; try again after the time in Retry-After.',
      });
    });

    it('is the same for contention that several attempts did not solve', async () => {
      failure = new ContentionError('deadlock detected');
      expect((await create()).statusCode).toBe(503);
      expect((await token()).statusCode).toBe(503);
    });

    it('is told with its cause and the id of the request once in ten seconds, and how many were alike', async () => {
      const first = await create();
      for (let n = 0; n < 5; n += 1) await token();
      expect(linesOf()).toMatchObject([{ reqId: first.headers['x-request-id'], err: { message: reason } }]);
      server.clock.now += 10_000;
      await token();
      expect(linesOf()).toMatchObject([{ alike_before: 0 }, { alike_before: 5 }]);
    });

    it('is no refused authentication', async () => {
      await token();
      await server.app.close();
      const events = await server.tenant.storage.logEvents.list(
        {},
        { limit: 10, offset: 0, newestFirst: true },
      );
      expect(events[0]).toMatchObject({ type: 'feccft', token: { reason: 'unavailable', statusCode: 503 } });
    });
  },
);
