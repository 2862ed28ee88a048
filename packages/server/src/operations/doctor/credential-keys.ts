import { createPublicKey } from 'node:crypto';
import type { Credential } from '@clientele/model';
import { sql } from 'kysely';
import { publicKeyProblem, readPublicKey } from '../../crypto/public-key-check.js';
import { usableKey } from '../../crypto/usable-key.js';
import type { Database } from '../../storage/database/tables.js';
import { type Finding, fail, ok, warn } from './finding.js';

const check = 'credential keys';
const batch = 500;
/** Milliseconds after which no further key is examined closely, which takes some five of them each. */
const closeLook = 10_000;
const maxNamed = 20;

/** Names the credentials whose keys would not be taken today, as ones that were stored earlier may be. docs/decisions/0069 */
export async function checkCredentialKeys(db: Database): Promise<Finding[]> {
  const until = performance.now() + closeLook;
  const findings: Finding[] = [];
  const seen = { keys: 0, closely: 0 };
  for await (const { clientId, credential } of credentialsOf(db)) {
    const { public_key: pem } = credential;
    if (pem === undefined) continue;
    seen.keys += 1;
    const closely = performance.now() < until;
    if (closely) seen.closely += 1;
    const problem = await problemOf(pem, closely);
    if (problem) findings.push(problem(`credential ${credential.id} of client ${clientId}`));
  }
  const named = findings.slice(0, maxNamed);
  if (findings.length > maxNamed)
    named.push(warn(check, `${findings.length - maxNamed} more credentials hold weak keys`));
  if (seen.closely < seen.keys)
    named.push(
      warn(
        check,
        `${seen.keys - seen.closely} of ${seen.keys} keys were not checked fully, because that would take too long`,
      ),
    );
  return named.length > 0 ? named : [ok(check, `${seen.keys} keys of clients are sound`)];
}

/** All credentials, some at a time: there may be millions. */
async function* credentialsOf(db: Database): AsyncGenerator<{ clientId: string; credential: Credential }> {
  let after = { tenant_id: '', id: '' };
  for (;;) {
    const rows = await db
      .selectFrom('credentials')
      .select(['tenant_id', 'id', 'client_id', 'document'])
      .where(sql<boolean>`(tenant_id, id) > (${after.tenant_id}, ${after.id})`)
      .orderBy('tenant_id')
      .orderBy('id')
      .limit(batch)
      .execute();
    for (const row of rows)
      yield { clientId: row.client_id, credential: JSON.parse(row.document) as Credential };
    const last = rows.at(-1);
    if (!last || rows.length < batch) return;
    after = last;
  }
}

/** What is wrong with a key, of whichever credential. */
async function problemOf(
  pem: string,
  closely: boolean,
): Promise<((credential: string) => Finding) | undefined> {
  const used = usableKey(pem);
  if (used && !closely) return undefined;
  const key = used?.key ?? readPublicKey(() => createPublicKey(pem));
  const problem = key ? await publicKeyProblem(key) : 'the public key cannot be read';
  if (problem === undefined) return undefined;
  const remedy = 'add another key to the client and delete this credential';
  return (credential) =>
    used
      ? warn(check, `${credential} works with a key that would be refused today (${problem}): ${remedy}`)
      : fail(
          check,
          `${credential} is not used, because anybody could sign with its key, or verifying would cost too much (${problem}): ${remedy}`,
        );
}
