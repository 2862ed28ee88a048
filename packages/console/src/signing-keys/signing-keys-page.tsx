import { Anchor, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Api } from '../api/api.js';
import { CodeBlock } from '../elements/code-block.js';
import { Confirmation } from '../elements/confirmation.js';
import { Empty } from '../elements/empty.js';
import { Identifier } from '../elements/identifier.js';
import { Loaded } from '../elements/loaded.js';
import { Moment } from '../elements/moment.js';
import { Page } from '../elements/page.js';
import { PermittedButton, useMissing } from '../elements/permitted.js';
import { useSignedIn } from '../session/session-context.js';
import { fetchPublishedKeys } from './published-keys.js';

type SigningKey = Awaited<ReturnType<Api['signingKeys']['getAll']>>['data'][number];

const keysKey = ['signing-keys'];

const types: Readonly<Record<string, string>> = {
  RSA: 'RSA, for RS256, RS512 and PS256',
  EC: 'EC, for ES256',
  OKP: 'Ed25519, for EdDSA',
};

const groups = [
  {
    title: 'Signing now',
    about: 'New tokens are signed with these, one for each type that an API asks for.',
    of: (key: SigningKey) => key.current && !key.revoked,
  },
  {
    title: 'Next',
    about: 'Published ahead, so that verifiers know them when the next rotation begins to sign with them.',
    of: (key: SigningKey) => key.next && !key.revoked,
  },
  {
    title: 'Before',
    about:
      'They sign no more, and are published until the last token that they signed has expired and five minutes more. Their private halves are gone.',
    of: (key: SigningKey) => key.previous && !key.revoked,
  },
  {
    title: 'Revoked',
    about: 'Tokens that they signed are refused by every verifier that has read the published keys since.',
    of: (key: SigningKey) => key.revoked,
  },
];

/** The keys that sign tokens: which of them verifiers know, and until when. */
export default function SigningKeysPage() {
  const { api } = useSignedIn();
  const keys = useQuery({
    queryKey: keysKey,
    queryFn: async () => (await api.signingKeys.getAll()).data,
  });
  const published = useQuery({ queryKey: [...keysKey, 'published'], queryFn: fetchPublishedKeys });
  const [rotating, setRotating] = useState(false);
  const [revoking, setRevoking] = useState<SigningKey>();
  return (
    <Page
      title="Signing keys"
      about={
        <>
          Access tokens are signed with these keys. Verifiers read the public halves from{' '}
          <Anchor href="/.well-known/jwks.json" target="_blank" rel="noreferrer" size="sm" underline="always">
            /.well-known/jwks.json
          </Anchor>
          .
        </>
      }
      actions={<RotateButton onClick={() => setRotating(true)} />}
    >
      <Loaded query={keys} rows={8}>
        {(all) =>
          all.length === 0 ? (
            <Empty title="No keys yet">The first token makes one.</Empty>
          ) : (
            groups.map(({ title, about, of }) => {
              const listed = all.filter(of);
              return (
                listed.length > 0 && (
                  <Stack key={title} gap="xs">
                    <Title order={2} size="h4">
                      {title}
                    </Title>
                    <Text size="sm" c="dimmed" maw={720}>
                      {about}
                    </Text>
                    {listed.map((key) => (
                      <KeyCard
                        key={key.kid}
                        signingKey={key}
                        published={published.data?.has(key.kid)}
                        onRevoke={() => setRevoking(key)}
                      />
                    ))}
                  </Stack>
                )
              );
            })
          )
        }
      </Loaded>
      <Rotation opened={rotating} onClose={() => setRotating(false)} />
      <Revocation signingKey={revoking} onClose={() => setRevoking(undefined)} />
    </Page>
  );
}

function RotateButton({ onClick }: { onClick: () => void }) {
  // Both are needed, in this order.
  const missing = useMissing('update:signing_keys');
  return (
    <PermittedButton needs="create:signing_keys" unless={missing} onClick={onClick}>
      Rotate
    </PermittedButton>
  );
}

function KeyCard({
  signingKey: key,
  published,
  onRevoke,
}: {
  signingKey: SigningKey;
  published: boolean | undefined;
  onRevoke: () => void;
}) {
  const [shown, setShown] = useState(false);
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <Text size="sm" fw={500}>
              {types[key.kty] ?? key.kty}
            </Text>
            {published !== undefined && (
              <Badge variant="light" color={published ? 'teal' : 'gray'}>
                {published ? 'Published' : 'Not published'}
              </Badge>
            )}
          </Group>
          <Group gap="xs">
            {key.cert !== undefined && (
              <Button variant="subtle" size="xs" onClick={() => setShown(!shown)} aria-expanded={shown}>
                {shown ? 'Hide the certificate' : 'Certificate'}
              </Button>
            )}
            {!key.revoked && (
              <PermittedButton
                needs="update:signing_keys"
                unless={key.current ? 'This key signs. Rotate first, then it can be revoked.' : undefined}
                variant="default"
                size="xs"
                onClick={onRevoke}
                aria-label={`Revoke ${key.kid}`}
              >
                Revoke
              </PermittedButton>
            )}
          </Group>
        </Group>
        <Identifier value={key.kid} what="key id" />
        <Life signingKey={key} />
        {shown && key.cert !== undefined && <CodeBlock name="Certificate" code={key.cert} />}
        {shown && key.fingerprint !== undefined && (
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            SHA-1 fingerprint {key.fingerprint}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

function Life({ signingKey }: { signingKey: SigningKey }) {
  const { current_since, current_until, published_until, revoked_at } = signingKey;
  return (
    <Text size="sm" c="dimmed" component="div">
      {current_since === undefined ? (
        'Has signed nothing yet.'
      ) : (
        <>
          Began to sign <Moment at={current_since} />
          {current_until !== undefined && (
            <>
              , ceased <Moment at={current_until} />
            </>
          )}
          .
        </>
      )}
      {published_until !== undefined && (
        <>
          {' '}
          Published until <Moment at={published_until} />.
        </>
      )}
      {revoked_at !== undefined && (
        <>
          {' '}
          Revoked <Moment at={revoked_at} />.
        </>
      )}
    </Text>
  );
}

function Rotation({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { api } = useSignedIn();
  const queries = useQueryClient();
  const rotate = async () => {
    await api.signingKeys.rotate();
    await queries.invalidateQueries({ queryKey: keysKey });
  };
  return (
    <Confirmation
      opened={opened}
      title="Rotate the signing keys"
      action="Rotate"
      onConfirm={rotate}
      onClose={onClose}
    >
      <Stack gap="xs">
        <span>
          For each type of key: the next key begins to sign at once, and a new next one is made and published.
        </span>
        <span>
          Nobody has to do anything: tokens that are out stay valid, since the key before stays published
          until the last of them has expired. Verifiers that keep the published keys for a long time know the
          next key already.
        </span>
      </Stack>
    </Confirmation>
  );
}

function Revocation({ signingKey, onClose }: { signingKey: SigningKey | undefined; onClose: () => void }) {
  const { api } = useSignedIn();
  const queries = useQueryClient();
  const revoke = async () => {
    if (signingKey) await api.signingKeys.revoke({ kid: signingKey.kid });
    await queries.invalidateQueries({ queryKey: keysKey });
  };
  return (
    <Confirmation
      opened={signingKey !== undefined}
      title="Revoke a signing key"
      action="Revoke"
      danger
      typed={signingKey?.kid.slice(0, 8)}
      onConfirm={revoke}
      onClose={onClose}
    >
      <Stack gap="xs">
        {signingKey?.next ? (
          <span>
            The next key is taken out of the published keys and replaced by a new one. Wait before you rotate
            until verifiers have read that one: most read the keys again within a day.
          </span>
        ) : (
          <span>
            The key is taken out of the published keys at once. Every token that it signed and that has not
            expired is refused as soon as verifiers read the keys again; their clients have to ask for new
            ones.
          </span>
        )}
        <span>This cannot be undone. Do it when the key may be in the wrong hands.</span>
      </Stack>
    </Confirmation>
  );
}
