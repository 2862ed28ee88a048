import { join } from 'node:path';
import Libsql from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { openSqlite } from '../../../src/storage/sqlite/open.js';
import { temporaryFolder } from '../../instance/temporary-folder.js';

// Named after line 33 of security-checklist.md.

test('33: claiming and sweeping walk an index, however many rows there are', async () => {
  const file = join(temporaryFolder(), 'clientele.db');
  await (await openSqlite(file)).db.destroy();
  const connection = new Libsql(file);
  onTestFinished(() => void connection.close());
  const plan = (sql: string) => JSON.stringify(connection.prepare(`explain query plan ${sql}`).all());
  const sweep =
    "select jti from assertion_replays where tenant_id = 'a' and expires_at < 5 order by expires_at limit 9";
  expect(plan(sweep)).toMatch(/SEARCH assertion_replays USING [A-Z ]*INDEX/);
  expect(plan(sweep)).not.toMatch(/SCAN|TEMP B-TREE/);
  const claimed = "select 1 from assertion_replays where tenant_id = 'a' and client_id = 'b' and jti = 'c'";
  expect(plan(claimed)).toMatch(/SEARCH assertion_replays USING [A-Z ]*INDEX/);
});
