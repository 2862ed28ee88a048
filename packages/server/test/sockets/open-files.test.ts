import { expect, it } from 'vitest';
import { openFileLimit, withinOpenFiles } from '../../src/sockets/open-files.js';

const limits = { connections: 2000, connectionsPerAddress: 1000, pipelinedRequests: 32 };

it.each([
  [2000, 4096, 10, 2000],
  [2000, Number.POSITIVE_INFINITY, 10, 2000],
  [2000, 1024, 10, 914],
  [0, 1024, 10, 914],
  [2000, 1024, 200, 724],
  [2000, 64, 10, 16],
])(
  '66: of %d connections with %d files and %d for the database, %d are taken',
  (connections, openFiles, ofDatabase, taken) => {
    const { limits: kept, warning } = withinOpenFiles({ ...limits, connections }, { openFiles, ofDatabase });
    expect(kept).toEqual({ ...limits, connections: taken });
    if (taken === connections) expect(warning).toBeUndefined();
    else expect(warning).toContain(`limit of ${openFiles} open files allows ${taken} connections`);
  },
);

it('66: no limit stays none where the system has none', () => {
  const given = { ...limits, connections: 0 };
  expect(withinOpenFiles(given, { openFiles: Number.POSITIVE_INFINITY, ofDatabase: 10 }).limits).toEqual(
    given,
  );
});

it.runIf(process.platform === 'linux')('asks the system how many files there may be', () => {
  expect(openFileLimit()).toBeGreaterThan(100);
});
