import {
  Alert,
  Anchor,
  Badge,
  Button,
  FileButton,
  Group,
  PasswordInput,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMutation } from '../../../api/use-mutation.js';
import { CodeBlock } from '../../../elements/code-block.js';
import { FailureNotice } from '../../../elements/failure-notice.js';
import { useSignedIn } from '../../../session/session-context.js';
import type { ShownClient } from '../../queries/shown-client.js';
import { type Method, usesKeys } from '../../words.js';
import { type DecodedToken, decodeToken } from './access-token.js';
import { type AssertionAlg, assertionAlgs, signAssertion } from './assertion.js';
import { jwtBearer, requestToken, type TokenAnswer } from './token-request.js';

/** Asks for a token now, with the secret or key that somebody gives; it is used for this request and let go. */
export function TryToken({
  client,
  method,
  audience,
}: {
  client: ShownClient;
  /** How it authenticates. */
  method: Method;
  audience: string;
}) {
  const { server } = useSignedIn();
  const byKey = method === 'private_key_jwt';
  const byCertificate = usesKeys(method) && !byKey;
  const [secret, setSecret] = useState('');
  const [pem, setPem] = useState('');
  const [alg, setAlg] = useState<AssertionAlg>('ES256');
  const [kid, setKid] = useState('');
  const ask = useMutation({
    gcTime: 0,
    mutationFn: async (): Promise<TokenAnswer & { decoded?: DecodedToken }> => {
      const { client_id: clientId } = client;
      const proof: Record<string, string> = byKey
        ? {
            client_assertion_type: jwtBearer,
            client_assertion: await signAssertion(pem, {
              clientId,
              issuer: server.issuer,
              alg,
              kid: kid.trim() || undefined,
            }),
          }
        : { client_secret: secret };
      const basic = method === 'client_secret_basic';
      const answer = await requestToken({ client_id: clientId, audience, ...proof }, basic);
      return answer.token === undefined ? answer : { ...answer, decoded: await decodeToken(answer.token) };
    },
  });
  if (byCertificate)
    return (
      <Alert variant="light" color="gray">
        This client authenticates by the certificate of its connection, which a page cannot choose. Use the
        examples below from where the certificate is.
      </Alert>
    );
  return (
    <Stack gap="sm" component="section" aria-label="A token now">
      <Title order={2} size="h4">
        A token now
      </Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate();
        }}
      >
        <Stack gap="sm" maw={560}>
          {byKey ? (
            <KeyFields {...{ pem, setPem, alg, setAlg, kid, setKid }} />
          ) : (
            <PasswordInput
              label="Client secret"
              description="Sent to the token endpoint of this server, as your application would send it, and counted as its use; kept nowhere."
              value={secret}
              onChange={(event) => setSecret(event.currentTarget.value)}
              autoComplete="off"
              visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the secret' }}
              required
            />
          )}
          <Group>
            <Button type="submit" loading={ask.isPending}>
              Request a token
            </Button>
          </Group>
        </Stack>
      </form>
      {ask.error && <FailureNotice error={ask.error} title="No token" />}
      {ask.data && <Answer answer={ask.data} />}
    </Stack>
  );
}

function KeyFields({
  pem,
  setPem,
  alg,
  setAlg,
  kid,
  setKid,
}: {
  pem: string;
  setPem: (pem: string) => void;
  alg: AssertionAlg;
  setAlg: (alg: AssertionAlg) => void;
  kid: string;
  setKid: (kid: string) => void;
}) {
  return (
    <>
      <Textarea
        label="Private key"
        description="In PKCS#8 (PEM). It signs in this page and does not leave it; the token counts as its use."
        placeholder="-----BEGIN PRIVATE KEY-----"
        value={pem}
        minRows={4}
        maxRows={8}
        autosize
        autoComplete="off"
        spellCheck={false}
        maxLength={65_536}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.75rem' } }}
        onChange={(event) => setPem(event.currentTarget.value)}
        required
      />
      <FileButton accept=".pem,.key" onChange={(file) => void file?.text().then(setPem)}>
        {(props) => (
          <Button {...props} size="compact-sm" variant="default" style={{ alignSelf: 'flex-start' }}>
            Choose a file
          </Button>
        )}
      </FileButton>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label="Algorithm"
          data={assertionAlgs}
          value={alg}
          onChange={(value) => setAlg((value ?? 'ES256') as AssertionAlg)}
          allowDeselect={false}
        />
        <TextInput
          label="kid (optional)"
          value={kid}
          onChange={(event) => setKid(event.currentTarget.value)}
        />
      </SimpleGrid>
    </>
  );
}

function Answer({ answer }: { answer: TokenAnswer & { decoded?: DecodedToken } }) {
  const { can } = useSignedIn();
  const { decoded, token, expiresIn, error, description, requestId } = answer;
  if (token === undefined || !decoded)
    return (
      <Alert color="red" variant="light" title={`Refused: ${error}`} role="alert">
        <Text size="sm">{description}</Text>
        {requestId !== undefined && can('read:logs') && (
          <Anchor component={Link} size="sm" to={`/log?request_id=${encodeURIComponent(requestId)}`}>
            Why? See the log
          </Anchor>
        )}
      </Alert>
    );
  const { verification } = decoded;
  return (
    <Stack gap="sm" role="status">
      <Group gap="xs">
        <Badge color={verification.verified ? 'teal' : 'orange'} variant="light">
          {verification.verified ? 'Verified' : 'Not verified'}
        </Badge>
        <Text size="sm">
          {verification.text}{' '}
          {expiresIn !== undefined && `Valid for ${expiresIn.toLocaleString('en')} seconds.`}
        </Text>
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <CodeBlock code={JSON.stringify(decoded.header, null, 2)} name="Header" />
        <CodeBlock code={JSON.stringify(decoded.claims, null, 2)} name="Claims" />
      </SimpleGrid>
      <CodeBlock code={token} name="The token" />
    </Stack>
  );
}
