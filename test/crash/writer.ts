import { randomInt } from 'node:crypto';
import type { Answer, Change } from './change.js';
import type { Oracle } from './oracle.js';

/** A server that is written to. */
export interface Target {
  /** Sends a change; no answer, a cut one and a refusal are all `undefined`, and `refused` is told the last. */
  send(change: Change, refused: (status: number, body: string) => void): Promise<Answer | undefined>;
  /** The status of a token request; `undefined` when nobody answers. */
  token(client: { id: string; secret: string; audience: string }): Promise<number | undefined>;
  get(path: string): Promise<unknown>;
}

/** APIs that tokens are asked for, each with scopes s0 to s9. */
export const audiences = ['https://orders.example/', 'https://stock.example/'];
const fewest = 2;
const most = 4;

interface Writing {
  /** Names what it makes, so that nobody else changes it. */
  name: string;
  oracle: Oracle;
  target: () => Target;
  /** The client whose metadata all change, each an entry of its own. */
  shared: string;
}

/** Changes and uses what it made itself, and an entry of a client that all share, until it is refused or told to end. */
export async function write(writing: Writing, round: { over: boolean }): Promise<void> {
  const { oracle, target } = writing;
  while (!round.over) {
    const choices = changes(writing);
    const usable = tokenRequests(writing);
    if (usable.length > 0 && randomInt(3) === 0) {
      const status = await target().token(any(usable));
      if (status === 200) oracle.counts.tokens += 1;
      else if (status === undefined || status >= 500) return;
      else throw new Error(`a client was answered ${status} with the secret that it was given`);
      continue;
    }
    const change = any(choices)();
    const answer = await target().send(change, () => {
      oracle.counts.refused += 1;
    });
    if (!answer) return oracle.leaveOpen(change);
    oracle.acknowledge(change, { ...answer, id: change.id ?? answer.id });
  }
}

const any = <T>(list: readonly T[]): T => {
  const chosen = list[randomInt(list.length)];
  if (chosen === undefined) throw new Error('there is nothing to choose from');
  return chosen;
};
let counter = 0;
/** A text that nothing else has. */
function next(): string {
  counter += 1;
  return String(counter);
}

/** What this writer has, by client. */
function owned({ name, oracle }: Writing) {
  const clients = [...oracle.rows].filter(
    ([key, { mark }]) => key.startsWith('client/') && mark.startsWith(`${name} `),
  );
  return clients.map(([key, { mark }]) => {
    const id = key.slice('client/'.length);
    const of = (kind: string) =>
      [...oracle.rows].filter(([other, row]) => other.startsWith(`${kind}/`) && row.of === id);
    return { id, mark, of };
  });
}

function tokenRequests(writing: Writing) {
  return owned(writing).flatMap(({ id, of }) =>
    of('client_grant').map(([, { mark }]) => ({
      id,
      secret: of('secret')[0]?.[1].mark ?? '',
      audience: mark.split(' ')[0] ?? '',
    })),
  );
}

/** The changes that are possible now. */
function changes(writing: Writing): (() => Change)[] {
  const clients = owned(writing);
  const possible = [() => changeShared(writing)];
  if (clients.length < most) possible.push(() => createClient(writing));
  for (const client of clients) {
    possible.push(
      () => describeClient(client, writing),
      () => rotate(client),
    );
    if (clients.length > fewest) possible.push(() => remove('client', client.id, `/clients/${client.id}`));
    const credentials = client.of('credential').map(([key]) => key.slice('credential/'.length));
    if (credentials.length < 2) possible.push(() => addCredential(client));
    for (const id of credentials)
      possible.push(() => remove('credential', id, `/clients/${client.id}/credentials/${id}`));
    possible.push(...grantChanges(client));
  }
  return possible;
}

type Owned = ReturnType<typeof owned>[number];

function grantChanges(client: Owned): (() => Change)[] {
  const grants = client.of('client_grant').map(([key, { mark }]) => ({
    id: key.slice('client_grant/'.length),
    audience: mark.split(' ')[0] ?? '',
    scope: mark.split(' ')[1] ?? '',
  }));
  const missing = audiences.filter((audience) => grants.every((grant) => grant.audience !== audience));
  return [
    ...missing.map((audience) => () => addGrant(client, audience)),
    ...grants.map((grant) => () => changeGrant(client, grant)),
    ...grants.map(
      ({ id }) =>
        () =>
          remove('client_grant', id, `/client-grants/${id}`),
    ),
  ];
}

function changeShared({ name, shared, oracle }: Writing): Change {
  const id = `${shared}/${name}`;
  const mark = next();
  return {
    action: 'update',
    kind: 'metadata',
    id,
    mark,
    of: oracle.rows.get(`metadata/${id}`)?.of ?? shared,
    request: { method: 'PATCH', path: `/clients/${shared}`, body: { client_metadata: { [name]: mark } } },
  };
}

function createClient({ name }: Writing): Change {
  const description = next();
  const request = { method: 'POST', path: '/clients', body: { name, description } } as const;
  return { action: 'create', kind: 'client', mark: `${name} ${description}`, request };
}

function describeClient({ id }: Owned, { name }: Writing): Change {
  const description = next();
  const request = { method: 'PATCH', path: `/clients/${id}`, body: { description } } as const;
  return { action: 'update', kind: 'client', id, mark: `${name} ${description}`, request };
}

function rotate({ id }: Owned): Change {
  const request = { method: 'POST', path: `/clients/${id}/rotate-secret` } as const;
  return { action: 'update', kind: 'secret', id, of: id, request };
}

function addCredential({ id }: Owned): Change {
  const mark = `credential ${next()}`;
  const body = { credential_type: 'cert_subject_dn', subject_dn: `CN=${mark}`, name: mark };
  const request = { method: 'POST', path: `/clients/${id}/credentials`, body } as const;
  return { action: 'create', kind: 'credential', mark, of: id, request };
}

function addGrant({ id }: Owned, audience: string): Change {
  const scope = [`s${randomInt(10)}`];
  const request = {
    method: 'POST',
    path: '/client-grants',
    body: { client_id: id, audience, scope },
  } as const;
  return { action: 'create', kind: 'client_grant', mark: `${audience} ${scope}`, of: id, request };
}

function changeGrant(client: Owned, grant: { id: string; audience: string; scope: string }): Change {
  const other = (Number(grant.scope.slice(1)) + 1) % 10;
  const request = {
    method: 'PATCH',
    path: `/client-grants/${grant.id}`,
    body: { scope: [`s${other}`] },
  } as const;
  const mark = `${grant.audience} s${other}`;
  return { action: 'update', kind: 'client_grant', id: grant.id, mark, of: client.id, request };
}

function remove(kind: 'client' | 'credential' | 'client_grant', id: string, path: string): Change {
  return { action: 'delete', kind, id, request: { method: 'DELETE', path } };
}
