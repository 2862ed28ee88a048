import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import Libsql from 'libsql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SpawnedServer, spawnServer } from '../../../test/contract/running-server.js';
import { emptyDatabase } from '../../../test/postgres/empty-database.js';
import { makeCertificateAuthority, makeLeaf } from '../../server/src/crypto/certificate-authority.js';
import { answer, clientele, unusedPath } from './command.js';

interface Report {
  ok: boolean;
  findings: { check: string; status: 'ok' | 'warn' | 'fail'; message: string }[];
}

/** What the doctor finds, asked for JSON; its exit code says the same. */
async function examine(args: string[], env: Record<string, string> = {}): Promise<Report> {
  const { code, stdout, stderr } = await clientele(['doctor', '--json', ...args], { env });
  expect(stderr).toBe('');
  const report = JSON.parse(stdout.toString()) as Report;
  expect([report.ok, code]).toEqual([
    code === 0,
    report.findings.some(({ status }) => status === 'fail') ? 1 : 0,
  ]);
  return report;
}

const anyPorts = ['--http-port', '0', '--https-port', '0'];

describe('clientele doctor', () => {
  let server: SpawnedServer;
  let data: string;
  beforeAll(async () => {
    server = await spawnServer();
    data = server.dataFolder;
  });
  afterAll(() => server.remove());

  /** The messages of a check, each with its status. */
  async function found(check: string, args: string[], env?: Record<string, string>): Promise<string> {
    const { findings } = await examine([...anyPorts, ...args], env);
    return findings
      .filter((finding) => finding.check === check)
      .map(({ status, message }) => `${status}: ${message}`)
      .join('\n');
  }

  it('tells of a variable that is misspelt', async () => {
    expect(await found('settings', ['--data', data], { CLIENTELE_ISUER: 'https://x.example.com/' })).toBe(
      'ok: complete for development mode\nwarn: CLIENTELE_ISUER is not a known setting and is ignored: check its spelling (--help lists all settings).',
    );
  });

  it('finds nothing to mend beside a server that runs, and shows no secret', async () => {
    const { port } = new URL(server.httpUrl);
    const tlsPort = server.domain.split(':')[1] ?? '';
    const text = await answer('doctor', '--data', data, '--http-port', port, '--https-port', tlsPort);
    for (const check of [
      'node',
      'settings',
      'data folder',
      'disk',
      'instance key',
      'database',
      'schema',
      'identifiers',
      'signing keys',
      'credential keys',
    ])
      expect(text).toMatch(new RegExp(`^(ok|warn) +${check} `, 'm'));
    expect(text).toContain('in use by a running server');
    expect(text).toContain(`${port} is held by the running server of this data folder`);
    expect(text).toContain(`${tlsPort} is held by the running server of this data folder`);
    expect(text).toMatch(/No problem keeps a server from running\.\n$/);
    expect(text).not.toContain(server.clientSecret);
    expect(text).not.toContain(readFileSync(join(data, 'instance.key'), 'utf8').trim());
  });

  it('is content with a place where nothing is yet, and makes nothing there', async () => {
    const { ok, findings } = await examine([...anyPorts, '--data', unusedPath()]);
    expect(ok).toBe(true);
    expect(findings.filter(({ message }) => message.includes('the first start creates it'))).toHaveLength(3);
  });

  it('finds what production lacks, and goes on', async () => {
    expect(await found('settings', ['--mode', 'production', '--data', data])).toMatch(
      /^fail: .*CLIENTELE_ISSUER/,
    );
    expect(await found('instance key', ['--mode', 'production', '--data', data])).toMatch(
      /^fail: CLIENTELE_KEY_FILE is not set/,
    );
  });

  it('finds a data folder that is open to others, or a file', async () => {
    const open = unusedPath();
    mkdirSync(open);
    chmodSync(open, 0o755);
    expect(await found('data folder', ['--data', open])).toMatch(/^warn: .*chmod 700/);
  });

  it('names a data folder that cannot be used, and nothing that follows from it', async () => {
    const file = unusedPath('file');
    writeFileSync(file, '');
    for (const [path, reason] of [
      [file, 'it is a file'],
      [join(file, 'below'), 'is a file'],
      ...(process.platform === 'linux' ? [['/proc/x', 'no folder can be made in /proc']] : []),
    ] as const) {
      const { findings } = await examine([...anyPorts, '--data', path]);
      expect(findings.filter(({ status }) => status !== 'ok')).toEqual([
        { check: 'data folder', status: 'fail', message: expect.stringContaining(reason) },
      ]);
    }
  });

  it('names the file of a missing key once', async () => {
    const missing = unusedPath('key');
    const { findings } = await examine([
      ...[
        '--http-port',
        '0',
        '--mode',
        'production',
        '--issuer',
        'https://clients.example.com',
        '--data',
        unusedPath(),
      ],
      ...['--trusted-proxy', '127.0.0.1', '--key-file', missing],
    ]);
    const about = findings.filter(({ message }) => message.includes(missing));
    expect(about).toEqual([
      {
        check: 'settings',
        status: 'fail',
        message: `CLIENTELE_KEY_FILE: ${missing} does not exist: name the file that holds the instance key`,
      },
    ]);
  });

  it('knows a port that a server with another data folder has, also while this one runs', async () => {
    const { port } = new URL(server.httpUrl);
    const other = await spawnServer();
    for (const folder of [unusedPath(), other.dataFolder])
      expect(await found('http port', ['--data', folder, '--http-port', port])).toBe(
        `fail: ${port} is held by a server of Clientele with another data folder: stop that one, or choose another with CLIENTELE_HTTP_PORT or --http-port (0 is any free one)`,
      );
    await other.stop('SIGKILL');
    const left = new URL(other.httpUrl).port;
    expect(await found('http port', ['--data', other.dataFolder, '--http-port', left])).toBe(
      `ok: ${left} is free`,
    );
    await other.remove();
  });

  it('finds a key that others can read, another one, and one that is none', async () => {
    const key = unusedPath('key');
    writeFileSync(key, Buffer.alloc(32, 7).toString('base64'), { mode: 0o600 });
    expect(await found('instance key', ['--data', data, '--key-file', key])).toMatch(
      /^ok: .*\nfail: the database is encrypted under the key [0-9a-f]{16}, and the key file holds [0-9a-f]{16}/,
    );
    chmodSync(key, 0o644);
    expect(await found('instance key', ['--data', data, '--key-file', key])).toMatch(/^fail: .*chmod 600/);
    writeFileSync(key, 'not a key');
    chmodSync(key, 0o600);
    expect(await found('instance key', ['--data', data, '--key-file', key])).toMatch(/^fail: .*not usable/);
  });

  it('finds a key that is lost, or that is named and not there', async () => {
    const folder = unusedPath();
    const made = await spawnServer({ dataFolder: folder });
    await made.stop();
    rmSync(join(folder, 'instance.key'));
    expect(await found('instance key', ['--data', folder])).toMatch(/^fail: .*cannot be read/);
    expect(await found('instance key', ['--data', unusedPath(), '--key-file', unusedPath('key')])).toMatch(
      /^fail: .*cannot be read/,
    );
  });

  it('finds another secrets mode, an old schema and a broken database', async () => {
    expect(await found('client secrets', ['--data', data, '--client-secrets', 'once'])).toMatch(
      /^fail: .*CLIENTELE_CLIENT_SECRETS=readable/,
    );
    const folder = unusedPath();
    await answer('migrate', '--data', folder);
    const db = new Libsql(join(folder, 'clientele.db'));
    db.exec("delete from kysely_migration where name like '0008%'");
    db.close();
    expect(await found('schema', ['--data', folder])).toMatch(
      /^warn: the schema lacks 0008.*clientele migrate/,
    );
    expect(await found('schema', ['--data', folder, '--migrate', 'false'])).toMatch(
      /^fail: .*clientele migrate/,
    );
    writeFileSync(
      join(folder, 'clientele.db'),
      'no database at all, but long enough to be looked at '.repeat(99),
    );
    expect(await found('database', ['--data', folder])).toMatch(/^fail: /);
  });

  it('finds a port that another program uses', async () => {
    const other = createServer((_, response) => response.writeHead(404).end());
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const address = other.address();
    const port = String(typeof address === 'object' && address?.port);
    expect(await found('http port', ['--data', data, '--http-port', port])).toMatch(/^fail: .*in use/);
    other.close();
  });

  it('84: finds an API whose identifier has the form of an id, and says what to do', async () => {
    const { dataFolder: folder, ...other } = await spawnServer();
    await other.stop();
    const db = new Libsql(join(folder, 'clientele.db'));
    db.prepare(
      `insert into resource_servers (tenant_id, id, identifier, created_at, document)
       values ('default', 'aaaaaaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbbbbbb', 1, '{}'),
         ('default', 'cccccccccccccccccccccccc', 'urn:of-24-characters-long', 1, '{}')`,
    ).run();
    db.close();
    expect(await found('identifiers', ['--data', folder])).toBe(
      'warn: the API aaaaaaaaaaaaaaaaaaaaaaaa has the identifier bbbbbbbbbbbbbbbbbbbbbbbb, which has the form of an id: paths of the Management API find it by its id only; replace it by an API whose identifier is a URI',
    );
    rmSync(folder, { recursive: true });
  });

  it('finds signing keys that are older than their rotation', async () => {
    const folder = unusedPath();
    const made = await spawnServer({ dataFolder: folder });
    await made.stop();
    const db = new Libsql(join(folder, 'clientele.db'));
    db.exec(
      'update signing_keys set current_since = current_since - 40 * 86400000 where current_since is not null',
    );
    db.close();
    expect(await found('signing keys', ['--data', folder])).toMatch(/^ok: .* 40 days/);
    expect(await found('signing keys', ['--data', folder, '--signing-key-rotation-days', '30'])).toMatch(
      /^warn: .* for 40 days: rotate it/,
    );
  });

  it('looks at PostgreSQL, its clock and its rights, and names no password', async () => {
    const url = await emptyDatabase();
    const settings = ['--data', unusedPath()];
    const env = { CLIENTELE_DATABASE_URL: url };
    await clientele(['migrate', ...settings], { env });
    expect(await found('database', settings, env)).toMatch(/^ok: PostgreSQL \d+.*, writable$/m);
    expect(await found('clock', settings, env)).toMatch(
      /^ok: the clocks of this machine and the database differ by \d+ ms/,
    );
    expect(await found('schema', settings, env)).toMatch(/^ok: /);
    const unreachable = { CLIENTELE_DATABASE_URL: 'postgres://someone:a-password@127.0.0.1:1/none' };
    const { stdout } = await clientele(['doctor', ...settings, ...anyPorts], { env: unreachable });
    expect(stdout.toString()).toMatch(/^fail +database +the database cannot be reached/m);
    expect(stdout.toString()).not.toContain('a-password');
  });
});

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

describe('clientele doctor beside a database that a start would refuse', () => {
  it('finds a key that is not the one of the database on PostgreSQL, in a data folder that is new', async () => {
    const env = { CLIENTELE_DATABASE_URL: await emptyDatabase() };
    const folder = unusedPath();
    const made = await spawnServer({ dataFolder: folder, env });
    await made.stop();
    const { findings } = await examine([...anyPorts, '--data', unusedPath()], env);
    expect(findings).toContainEqual({
      check: 'instance key',
      status: 'fail',
      message: expect.stringMatching(
        /^the database is encrypted under the key [0-9a-f]{16}, and .*instance\.key does not exist: put it back/,
      ),
    });
  });

  it('finds a user who may not make the tables that are missing', async () => {
    const url = await emptyDatabase();
    const user = `weak_${randomBytes(4).toString('hex')}`;
    await run(url, `create role ${user} login`);
    const asUser = new URL(url);
    asUser.username = user;
    const env = { CLIENTELE_DATABASE_URL: asUser.href };
    const { ok, findings } = await examine([...anyPorts, '--data', unusedPath()], env);
    expect(ok).toBe(false);
    expect(findings).toContainEqual({
      check: 'schema',
      status: 'fail',
      message: expect.stringMatching(/this user may not create tables: run clientele migrate as the owner/),
    });
    await run(url, `drop role ${user}`);
  });
});

describe('clientele doctor on a certificate', () => {
  const certFile = unusedPath('cert.pem');
  const keyFile = unusedPath('key.pem');
  const instanceKey = unusedPath('instance.key');
  const production = (issuer: string) => [
    ...['--mode', 'production', '--issuer', issuer, '--data', unusedPath(), '--https-port', '0'],
    ...['--tls-cert-file', certFile, '--tls-key-file', keyFile, '--key-file', instanceKey],
  ];
  /** Writes a certificate for a host that ends after so many days, with its key. */
  const makeCertificate = async (days: number) => {
    const made = new Date(Date.now() - (396 - days) * 86_400_000);
    const authority = await makeCertificateAuthority(made);
    const leaf = await makeLeaf(authority, [{ type: 'dns', value: 'clients.example.com' }], made);
    writeFileSync(certFile, leaf.certificate);
    writeFileSync(keyFile, leaf.key, { mode: 0o600 });
  };
  beforeAll(async () => {
    await answer('key', 'new', '--key-file', instanceKey);
  });

  const certificate = async (issuer: string) =>
    (await examine(production(issuer))).findings
      .filter(({ check }) => check === 'certificate')
      .map(({ status, message }) => `${status}: ${message}`)
      .join('\n');

  it('finds one for another host, one outside of its time, one that ends soon, and a key that is not its own', async () => {
    await makeCertificate(100);
    expect(await certificate('https://clients.example.com/')).toMatch(/^ok: .* for (99|100) more days$/);
    expect(await certificate('https://other.example.com/')).toMatch(
      /^fail: .* is not for other\.example\.com/,
    );
    await makeCertificate(3);
    expect(await certificate('https://clients.example.com/')).toMatch(
      /^warn: .* expires in [23] days: renew it/,
    );
    await makeCertificate(-1);
    expect(await certificate('https://clients.example.com/')).toMatch(/^fail: .* expired on .*: renew it/);
    await makeCertificate(397);
    expect(await certificate('https://clients.example.com/')).toMatch(/^fail: .* is valid only from /);
    const cert = readFileSync(certFile);
    await makeCertificate(3);
    writeFileSync(certFile, cert);
    expect(await certificate('https://clients.example.com/')).toMatch(
      /^fail: .* does not match the certificate in /,
    );
    writeFileSync(certFile, 'nothing');
    expect(await certificate('https://clients.example.com/')).toMatch(/^fail: /);
  });
});
