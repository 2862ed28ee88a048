import { isDeepStrictEqual } from 'node:util';
import { type Client, type Revision, searchedMetadata, searchTerms } from '@clientele/model';
import { sql } from 'kysely';
import type { OpenDatabase } from './engine.js';
import type { Database, Queries, Tables } from './tables.js';

/** A client as it is searched, and whose it is. */
export interface SearchedClient {
  tenant: string;
  client: Client;
  revision: Pick<Revision, 'createdAt' | 'updatedAt'>;
}

/** Writes what new clients are searched by, inside the transaction that writes the clients. docs/decisions/0086 */
export async function insertSearch(rows: Queries, clients: readonly SearchedClient[]): Promise<void> {
  await rows
    .insertInto('client_search')
    .values(
      clients.map((searched) => ({
        tenant_id: searched.tenant,
        client_id: searched.client.client_id,
        ...searchValues(searched),
      })),
    )
    .execute();
  const metadata = clients.flatMap(metadataRows);
  if (metadata.length > 0) await rows.insertInto('client_metadata').values(metadata).execute();
}

/** Writes what a client is searched by after a change of it. */
export async function updateSearch(
  rows: Queries,
  searched: SearchedClient & { before: Client },
): Promise<void> {
  const { tenant, client, before } = searched;
  const of = { tenant_id: tenant, client_id: client.client_id };
  await rows
    .updateTable('client_search')
    .set(searchValues(searched))
    .where((eb) => eb.and(of))
    .execute();
  if (isDeepStrictEqual(before.client_metadata, client.client_metadata)) return;
  await rows
    .deleteFrom('client_metadata')
    .where((eb) => eb.and(of))
    .execute();
  const metadata = metadataRows(searched);
  if (metadata.length > 0) await rows.insertInto('client_metadata').values(metadata).execute();
}

function searchValues({
  client,
  revision,
}: SearchedClient): Omit<Tables['client_search'], 'tenant_id' | 'client_id'> {
  const { is_first_party, ...terms } = searchTerms(client);
  return {
    created_at: revision.createdAt,
    updated_at: revision.updatedAt,
    ...terms,
    is_first_party: is_first_party ? 1 : 0,
  };
}

function metadataRows({ tenant, client }: SearchedClient): Tables['client_metadata'][] {
  return searchedMetadata(client).map(([key, value]) => ({
    tenant_id: tenant,
    key,
    value,
    client_id: client.client_id,
  }));
}

/** Few enough that large documents fit into memory. */
const batch = 100;

/**
 * Writes what clients are searched by where that is still to do: after a migration or a restore, and for clients that a
 * server of an earlier version wrote.
 */
export async function catchUpSearch({ name, db }: OpenDatabase): Promise<void> {
  // Mostly there is none, and then nothing is locked.
  const some = db.selectFrom('clients').select('client_id').where('search_due', '=', 1).limit(1);
  let found = (await some.executeTakeFirst()) ? batch : 0;
  while (found === batch)
    found = await db.transaction().execute(async (trx) => {
      const due = trx
        .selectFrom('clients')
        .select(['tenant_id', 'client_id', 'created_at', 'updated_at', 'document'])
        .where('search_due', '=', 1)
        .limit(batch);
      const rows = await (name === 'postgres' ? due.forUpdate().skipLocked() : due).execute();
      for (const tenant of new Set(rows.map((row) => row.tenant_id)))
        await searchAnew(
          trx,
          tenant,
          rows.filter((row) => row.tenant_id === tenant),
        );
      return rows.length;
    });
}

type Due = Pick<Tables['clients'], 'client_id' | 'created_at' | 'updated_at' | 'document'>;

async function searchAnew(rows: Queries, tenant: string, due: readonly Due[]): Promise<void> {
  const ids = due.map(({ client_id }) => client_id);
  for (const table of ['client_search', 'client_metadata'] as const)
    await rows.deleteFrom(table).where('tenant_id', '=', tenant).where('client_id', 'in', ids).execute();
  await insertSearch(
    rows,
    due.map(({ client_id, document, created_at, updated_at }) => ({
      tenant,
      client: { name: '', ...(JSON.parse(document) as Partial<Client>), client_id } as Client,
      revision: { createdAt: Number(created_at), updatedAt: Number(updated_at) },
    })),
  );
  await rows
    .updateTable('clients')
    .set({ search_due: 0 })
    .where('tenant_id', '=', tenant)
    .where('client_id', 'in', ids)
    .execute();
}

/** The statement that makes that index, where the extension pg_trgm is there. PostgreSQL 15, F.33 */
export const trigramIndex =
  'create index client_search_text on client_search using gin (text gin_trgm_ops, external_id gin_trgm_ops)';

/** Whether a PostgreSQL has the index by which text is found anywhere. docs/decisions/0086 */
export async function hasTrigramIndex(db: Database): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('client_search_text') is not null as there`.execute(db);
  return rows[0]?.there === true;
}
