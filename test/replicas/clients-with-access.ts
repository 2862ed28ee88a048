import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { issuer, type Replica } from './replica.js';

const api = 'https://invoices.example/';
const pair = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
});

async function answerOf<Answer>(answer: Promise<Response>): Promise<Answer> {
  const { ok, status, text } = await answer.then(async (got) => ({
    ok: got.ok,
    status: got.status,
    text: await got.text(),
  }));
  if (!ok) throw new Error(`${status}: ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

/** Something that gives a client access, which is given and taken on one replica, and tried on another. */
export interface Access {
  give(): Promise<unknown>;
  take(): Promise<unknown>;
  /** The status that a token request gets. */
  ask(replica: Replica): Promise<number>;
}

/** Registers the API that tokens are for. */
export async function registerApi(on: Replica): Promise<void> {
  await answerOf(on.manage('POST', '/resource-servers', { identifier: api, name: 'Invoices', scopes: [] }));
}

interface Made {
  client_id: string;
  client_secret: string;
}

async function register(on: Replica, body: object): Promise<Made & { grantId: string }> {
  const made = await answerOf<Made>(
    on.manage('POST', '/clients', { name: 'Robot', app_type: 'non_interactive', ...body }),
  );
  return { ...made, grantId: await grant(on, made.client_id) };
}

async function grant(on: Replica, client_id: string): Promise<string> {
  const body = { client_id, audience: api, scope: [] };
  return (await answerOf<{ id: string }>(on.manage('POST', '/client-grants', body))).id;
}

const bySecret =
  ({ client_id, client_secret }: Made) =>
  async (replica: Replica) => {
    const answer = await replica.token({ client_id, client_secret, audience: api });
    await answer.text();
    return answer.status;
  };

/** A client that is enabled or disabled. */
export async function enabledClient(on: Replica): Promise<Access> {
  const client = await register(on, {});
  const set = (disabled: boolean) =>
    answerOf(on.manage('PATCH', `/clients/${client.client_id}`, { disabled }));
  return { give: () => set(false), take: () => set(true), ask: bySecret(client) };
}

/** A client with a grant or without. */
export async function grantedClient(on: Replica): Promise<Access> {
  const client = await register(on, {});
  let grantId: string | undefined = client.grantId;
  return {
    async give() {
      grantId ??= await grant(on, client.client_id);
    },
    async take() {
      await answerOf(on.manage('DELETE', `/client-grants/${grantId}`));
      grantId = undefined;
    },
    ask: bySecret(client),
  };
}

/** An assertion of a client, which may be used once. */
export function assertionOf(client_id: string): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(client_id)
    .setSubject(client_id)
    .setAudience(issuer)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(pair.privateKey);
}

/** Sends an assertion. */
export async function askWith(client_assertion: string, replica: Replica): Promise<number> {
  const answer = await replica.token({
    client_assertion,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    audience: api,
  });
  await answer.text();
  return answer.status;
}

const credential = {
  credential_type: 'public_key',
  alg: 'ES256',
  pem: pair.publicKey.export({ type: 'spki', format: 'pem' }),
};

/** A client that has a credential or none. */
export async function clientWithCredential(on: Replica): Promise<Access & { clientId: string }> {
  const { client_id } = await register(on, {
    client_authentication_methods: { private_key_jwt: { credentials: [credential] } },
  });
  const path = `/clients/${client_id}/credentials`;
  const credentials = () => answerOf<{ id: string }[]>(on.manage('GET', path));
  return {
    clientId: client_id,
    async give() {
      if ((await credentials()).length > 0) return;
      const { id } = await answerOf<{ id: string }>(on.manage('POST', path, credential));
      const methods = { private_key_jwt: { credentials: [{ id }] } };
      await answerOf(on.manage('PATCH', `/clients/${client_id}`, { client_authentication_methods: methods }));
    },
    async take() {
      for (const { id } of await credentials()) await answerOf(on.manage('DELETE', `${path}/${id}`));
    },
    ask: async (replica) => askWith(await assertionOf(client_id), replica),
  };
}

/** A client that may use its secret, or has a method beside which that is refused. */
export async function clientWithSecret(on: Replica): Promise<Access> {
  const client = await register(on, {});
  const path = `/clients/${client.client_id}`;
  const { id } = await answerOf<{ id: string }>(on.manage('POST', `${path}/credentials`, credential));
  const change = (body: object) => answerOf(on.manage('PATCH', path, body));
  return {
    give: () =>
      change({ client_authentication_methods: null, token_endpoint_auth_method: 'client_secret_post' }),
    take: () =>
      change({
        client_authentication_methods: { private_key_jwt: { credentials: [{ id }] } },
        token_endpoint_auth_method: null,
      }),
    ask: bySecret(client),
  };
}
