import { Alert, Box, Center, Loader, Paper, Stack, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Navigate, useLocation, useNavigate, useSearchParams } from 'react-router';
import { failureOf } from '../api/failure.js';
import { Mark } from '../elements/mark.js';
import type { SessionAnswer } from '../session/session-answer.js';
import { sessionKey } from '../session/session-context.js';
import { SignInForm, useSignIn } from './sign-in-form.js';

/** Why a sign-in by the provider came to nothing, by the code in the address. */
const refusals: Readonly<Record<string, string>> = {
  provider_unavailable: 'The OpenID provider did not answer. Try again in a moment.',
  no_access: 'You are known to the OpenID provider, but nobody has given you access to this console.',
  sign_in_expired: 'The sign-in took too long or was begun in another browser. Try again.',
  access_denied: 'The OpenID provider did not sign you in.',
};

/** Where somebody signs in: by the link of a development server, a client, or an OpenID provider. */
export default function SignInPage({ answer }: { answer: SessionAnswer }) {
  const [parameters] = useSearchParams();
  const { hash } = useLocation();
  const returnTo = pageIn(parameters.get('return_to'));
  const code = parameters.get('error');
  const link = new URLSearchParams(hash.slice(1)).get('link');
  useEffect(() => {
    document.title = 'Sign in · Clientele';
  }, []);
  const queries = useQueryClient();
  const isSignedIn = answer.session !== null;
  useEffect(() => {
    // What somebody was shown before is not for the next one.
    if (!isSignedIn) queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
  }, [isSignedIn, queries]);
  if (answer.session) return <Navigate to={returnTo} replace />;
  return (
    <Center mih="100dvh" p="md">
      <Paper withBorder p="xl" w="100%" maw={420} component="main">
        <Stack>
          <Mark />
          <Title order={1} size="h3">
            Sign in
          </Title>
          {code !== null && (
            <Alert color="red" variant="light" role="alert">
              {refusals[code] ?? 'The sign-in came to nothing. Try again.'}
            </Alert>
          )}
          {link === null ? (
            <SignInForm answer={answer} returnTo={`/console${returnTo}`} />
          ) : (
            <ByLink code={link} answer={answer} />
          )}
        </Stack>
      </Paper>
    </Center>
  );
}

/** The link of the terminal: its code is used at once, and taken out of the address. */
function ByLink({ code, answer }: { code: string; answer: SessionAnswer }) {
  const { mutate, error } = useSignIn();
  const navigate = useNavigate();
  const used = useRef(false);
  useEffect(() => {
    if (used.current) return;
    used.current = true;
    mutate({ link: code });
  }, [code, mutate]);
  if (!error) return <Loader aria-label="Signing in" />;
  return (
    <Box>
      <Alert
        color="red"
        variant="light"
        role="alert"
        mb="md"
        withCloseButton
        closeButtonLabel="Close"
        onClose={() => void navigate('/sign-in', { replace: true })}
      >
        {failureOf(error).message}
      </Alert>
      <SignInForm answer={answer} returnTo="/console/" />
    </Box>
  );
}

/** A page of the console; anything else that an address names is not gone to. */
function pageIn(path: string | null): string {
  return path !== null && /^\/(?![/\\])[^\\]*$/.test(path) && !path.startsWith('/sign-in') ? path : '/';
}
