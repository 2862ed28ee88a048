import { Alert, SegmentedControl, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { CodeBlock } from '../../../elements/code-block.js';
import { visible } from '../../../elements/shown-text.js';
import { type SignedIn, useSignedIn } from '../../../session/session-context.js';
import { useGrants } from '../../queries/grants.js';
import type { ShownClient } from '../../queries/shown-client.js';
import { type Method, methodOf, usesKeys } from '../../words.js';
import { CheckAssertion } from './check-assertion.js';
import { programsOf } from './programs.js';
import { useSigningKey } from './signing-key.js';
import { TryToken } from './try-token.js';

/** The first token: examples with the values of this client, a button that asks for one, and the check of an assertion. */
export default function QuickStartTab({ client }: { client: ShownClient }) {
  const { server, can } = useSignedIn();
  const [language, setLanguage] = useState('curl');
  const [chosen, setChosen] = useState<string>();
  const { data: grants, isLoading } = useGrants(client.client_id);
  const own = grants?.filter(({ subject_type }) => subject_type === 'client');
  const audiences = can('read:client_grants') ? [...new Set(own?.map((grant) => grant.audience))] : undefined;
  const audience = chosen ?? audiences?.[0];
  const seen = methodOf(client) ?? (can(...readsKeys) ? 'client_secret_post' : undefined);
  const [supposed, setSupposed] = useState<Method>('client_secret_post');
  const method = seen ?? supposed;
  const key = useSigningKey(client);
  const facts = {
    clientId: client.client_id,
    name: client.name,
    issuer: server.issuer,
    tokenEndpoint: reachedEndpoint(server),
    audience: audience ?? 'https://api.example.com/',
    proof: usesKeys(method) ? 'key' : method === 'client_secret_basic' ? 'basic' : 'post',
    alg: key?.alg ?? 'ES256',
    keyFile: key ? `${key.id}.private.pem` : 'private-key.pem',
    grant: own ? own.find((grant) => grant.audience === audience) : audiences ? undefined : null,
    caFile: server.mode === 'development' ? 'data/ca.pem' : undefined,
  } as const;
  const programs = programsOf(facts);
  return (
    <Stack gap="xl">
      {client.disabled && (
        <Alert color="orange" variant="light">
          The client is disabled: it gets no tokens.
        </Alert>
      )}
      {method === 'none' && (
        <Alert color="orange" variant="light">
          This client has no way to authenticate, so nobody gets a token as this client.
        </Alert>
      )}
      {seen === undefined && <MethodField method={method} onChange={setSupposed} />}
      {!isLoading && <AudienceField audiences={audiences} audience={audience} onChange={setChosen} />}
      {audience !== undefined && <TryToken key={method} {...{ client, method, audience }} />}
      <Stack gap="sm" align="flex-start">
        <Title order={2} size="h4">
          From your application
        </Title>
        <SegmentedControl
          aria-label="Language"
          data={programs.map((program) => program.language)}
          value={language}
          onChange={setLanguage}
          style={{ maxWidth: '100%', overflowX: 'auto' }}
        />
        {programs
          .filter((program) => program.language === language)
          .map((program) => (
            <Stack key={program.language} gap="xs" w="100%">
              {program.first !== '' && <CodeBlock code={program.first} name="Set first, in the shell" />}
              <CodeBlock code={program.code} name={program.language} />
              {program.note !== undefined && (
                <Text size="sm" c="dimmed">
                  {program.note}
                </Text>
              )}
            </Stack>
          ))}
        {server.mode === 'development' && (
          <Text size="sm" c="dimmed">
            Over https, this development server shows a certificate of its own authority, which is in its data
            folder: ca.pem. The first lines of the server say where that is.
          </Text>
        )}
      </Stack>
      {can('read:client_credentials') && method === 'private_key_jwt' && (
        <CheckAssertion clientId={client.client_id} />
      )}
    </Stack>
  );
}

/** With any of these one sees whether a client goes by keys; one that does not, and names no method, sends a secret either way. */
const readsKeys = ['read:client_keys', 'read:client_credentials'];

/** In development, a page that came by http shows an address that needs no trust in a certificate. */
function reachedEndpoint({ mode, token_endpoint }: SignedIn['server']): string {
  const { protocol, origin } = window.location;
  return mode === 'development' && protocol === 'http:' ? `${origin}/oauth/token` : token_endpoint;
}

/** For readers who may not see how the client authenticates. */
function MethodField({ method, onChange }: { method: Method; onChange: (method: Method) => void }) {
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm" fw={500} aria-hidden>
        It authenticates by
      </Text>
      <SegmentedControl
        aria-label="It authenticates by"
        data={[
          { value: 'client_secret_post', label: 'A secret' },
          { value: 'private_key_jwt', label: 'A key' },
        ]}
        value={method}
        onChange={(value) => onChange(value as Method)}
      />
      <Text size="sm" c="dimmed">
        Which of the two is shown to those who have the scope read:client_credentials.
      </Text>
    </Stack>
  );
}

function AudienceField({
  audiences,
  audience,
  onChange,
}: {
  /** Those that the client has grants for; undefined where they may not be seen. */
  audiences: readonly string[] | undefined;
  audience: string | undefined;
  onChange: (audience: string | undefined) => void;
}) {
  if (!audiences)
    return (
      <TextInput
        label="Identifier of the API"
        value={audience ?? ''}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      />
    );
  if (audiences.length === 0)
    return (
      <Alert color="orange" variant="light">
        The client may call no API yet, so it gets no token. Allow one under APIs.
      </Alert>
    );
  return (
    <Select
      label="The API that the token is for"
      data={audiences.map((value) => ({ value, label: visible(value) }))}
      value={audience ?? null}
      onChange={(value) => onChange(value ?? undefined)}
      allowDeselect={false}
      maw={560}
    />
  );
}
