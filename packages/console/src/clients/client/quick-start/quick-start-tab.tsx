import { Alert, SegmentedControl, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { CodeBlock } from '../../../elements/code-block.js';
import { visible } from '../../../elements/shown-text.js';
import { useSignedIn } from '../../../session/session-context.js';
import { useGrants } from '../../queries/grants.js';
import type { ShownClient } from '../../queries/shown-client.js';
import { methodOf, usesKeys } from '../../words.js';
import { CheckAssertion } from './check-assertion.js';
import { programsOf } from './programs.js';
import { TryToken } from './try-token.js';

/** The first token: examples with the values of this client, a button that asks for one, and the check of an assertion. */
export default function QuickStartTab({ client }: { client: ShownClient }) {
  const { server, can } = useSignedIn();
  const [language, setLanguage] = useState('curl');
  const [chosen, setChosen] = useState<string>();
  const { data: grants, isLoading } = useGrants(client.client_id);
  const audiences = can('read:client_grants')
    ? [
        ...new Set(
          grants?.filter(({ subject_type }) => subject_type === 'client').map((grant) => grant.audience),
        ),
      ]
    : undefined;
  const audience = chosen ?? audiences?.[0];
  const method = methodOf(client);
  const facts = {
    clientId: client.client_id,
    name: client.name,
    issuer: server.issuer,
    tokenEndpoint: server.token_endpoint,
    audience: audience ?? 'https://api.example.com/',
    proof: usesKeys(method) ? 'key' : method === 'client_secret_basic' ? 'basic' : 'post',
    alg: 'ES256',
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
      {!isLoading && <AudienceField audiences={audiences} audience={audience} onChange={setChosen} />}
      {audience !== undefined && <TryToken key={method} client={client} audience={audience} />}
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
            <div key={program.language} style={{ width: '100%' }}>
              <CodeBlock code={program.code} name={program.language} />
            </div>
          ))}
        {server.mode === 'development' && (
          <Text size="sm" c="dimmed">
            The certificate of this development server is its own: the first lines of the server say how
            programs come to trust it.
          </Text>
        )}
      </Stack>
      {can('read:client_credentials') && <CheckAssertion clientId={client.client_id} />}
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
