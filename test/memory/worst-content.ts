import Libsql from 'libsql';

const kilobyte = 1024;

/** What is written into a database; sizes are those of the documents, in bytes. */
export interface WorstContent {
  /** Clients of the largest size that is allowed now. */
  clients: number;
  /** Clients of 6.5 MB, as earlier versions let them grow. */
  earlierClients: number;
  /** APIs of the largest size. */
  apis: number;
}

const kinds = ['plain text', 'text of two bytes', 'many small objects'] as const;

/** Puts the largest objects into the database of a server that does not run, oldest first in any list. */
export function fillWithWorst(file: string, { clients, earlierClients, apis }: WorstContent): void {
  const db = new Libsql(file);
  const client = db.prepare(
    `insert into clients (tenant_id, client_id, created_at, is_global, is_first_party, app_type, core, document)
     values ('default', ?, 1, 0, 1, 'non_interactive', ?, ?)`,
  );
  const api = db.prepare(
    `insert into resource_servers (tenant_id, id, identifier, created_at, document) values ('default', ?, ?, 1, ?)`,
  );
  db.exec('begin');
  for (let n = 0; n < clients; n += 1) client.run(...clientOf(`a-largest-${n}`, n, 256 * kilobyte));
  for (let n = 0; n < earlierClients; n += 1)
    client.run(...clientOf(`earlier-${n}`, n, 6.5 * kilobyte * kilobyte));
  for (let n = 0; n < apis; n += 1) {
    const id = n.toString(16).padStart(24, '0');
    api.run(id, `urn:api:${n}`, apiOf(id, 1000 * kilobyte));
  }
  db.exec('commit');
  db.close();
}

/** Id, core and document of a client of nearly so many bytes; what fills it costs memory in one way or another. */
function clientOf(id: string, n: number, bytes: number): [id: string, core: string, document: string] {
  const core = {
    client_id: id,
    tenant: 'default',
    global: false,
    name: `Client ${id}`,
    app_type: 'non_interactive',
    grant_types: ['client_credentials'],
  };
  const text = JSON.stringify(core);
  const room = bytes - text.length - 100;
  return [id, text, JSON.stringify({ ...core, ...filling(kinds[n % kinds.length], room) })];
}

function filling(kind: (typeof kinds)[number] | undefined, room: number): object {
  if (kind === 'plain text') return { custom_login_page: 'x'.repeat(room) };
  if (kind === 'text of two bytes') return { custom_login_page: `${'é'.repeat(room / 2 - 3)}日` };
  // The addons came in one request.
  const objects = Math.min(room, 1000 * kilobyte);
  return {
    addons: { samlp: { mappings: Array.from({ length: objects / 3 }, () => ({})) } },
    custom_login_page: 'x'.repeat(room - objects),
  };
}

function apiOf(id: string, bytes: number): string {
  const scopes = Array.from({ length: 1000 }, (_, n) => ({
    value: `scope:${n}`,
    description: 'x'.repeat(bytes / 1000 - 50),
  }));
  return JSON.stringify({
    id,
    name: `API ${id}`,
    signing_alg: 'RS256',
    allow_offline_access: false,
    skip_consent_for_verifiable_first_party_clients: false,
    token_lifetime: 86400,
    token_lifetime_for_web: 7200,
    scopes,
  });
}
