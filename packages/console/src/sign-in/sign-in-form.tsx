import { Alert, Anchor, Button, Divider, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { failureOf } from '../api/failure.js';
import { useMutation } from '../api/use-mutation.js';
import type { SessionAnswer, SignInProof } from '../session/session-answer.js';
import { announceSession, sessionKey } from '../session/session-context.js';
import { printLink, providerPath, signIn } from '../session/session-requests.js';

/** Signs in, and lets everything know. */
export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (proof: SignInProof) => signIn(proof),
    onSuccess: (answer) => {
      queries.setQueryData(sessionKey, answer);
      announceSession();
    },
  });
}

/** The ways to sign in that this server has. */
export function SignInForm({ answer, returnTo }: { answer: SessionAnswer; returnTo: string }) {
  const { link, client, provider } = answer.sign_in;
  if (!link && !client && !provider)
    return <Alert color="orange">Nobody can sign in: no CLIENTELE_CONSOLE_ setting says how.</Alert>;
  return (
    <Stack>
      {provider && (
        <Button component="a" href={providerPath(returnTo)} fullWidth>
          Sign in with {new URL(provider.issuer).host}
        </Button>
      )}
      {provider && client && <Divider label="or" />}
      {client && <ClientForm primary={!provider} />}
      {link && <LinkHelp />}
    </Stack>
  );
}

function ClientForm({ primary }: { primary: boolean }) {
  const [clientId, setClientId] = useState('');
  const [secret, setSecret] = useState('');
  const submit = useSignIn();
  const send = (event: FormEvent) => {
    event.preventDefault();
    submit.mutate(
      { client_id: clientId.trim(), client_secret: secret },
      // Whoever is refused most often pasted the wrong one.
      { onError: () => setSecret('') },
    );
  };
  return (
    <form onSubmit={send}>
      <Stack gap="sm">
        <TextInput
          label="Client ID"
          description="A client with a grant for the Management API; what it may do, you may do."
          value={clientId}
          onChange={(event) => setClientId(event.currentTarget.value)}
          autoComplete="username"
          spellCheck={false}
          required
        />
        <PasswordInput
          label="Client secret"
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the secret' }}
          required
        />
        {submit.error && (
          <Alert color="red" variant="light" role="alert">
            {failureOf(submit.error).message}
          </Alert>
        )}
        <Button type="submit" variant={primary ? 'filled' : 'default'} loading={submit.isPending}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}

function LinkHelp() {
  const print = useMutation({ mutationFn: printLink });
  return (
    <Text size="sm" c="dimmed" component="div">
      Or open the link that the server printed when it started; it works once.{' '}
      {print.isSuccess ? (
        <span role="status">
          A new link is on the terminal of the server, or in the file that its first lines name.
        </span>
      ) : (
        <Anchor
          component="button"
          type="button"
          size="sm"
          onClick={() => print.mutate()}
          disabled={print.isPending}
        >
          Print a new link there
        </Anchor>
      )}
      {print.error && <span role="alert"> {failureOf(print.error).message}</span>}
    </Text>
  );
}
