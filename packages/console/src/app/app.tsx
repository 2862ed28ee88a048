import { Button, Center, Loader, Modal, Stack, Text } from '@mantine/core';
import { lazy, type ReactNode, useRef } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { failureOf } from '../api/failure.js';
import { Empty } from '../elements/empty.js';
import { Page } from '../elements/page.js';
import type { Session, SessionAnswer } from '../session/session-answer.js';
import { SessionProvider, useSessionAnswer, useSignedIn } from '../session/session-context.js';
import { SignInForm } from '../sign-in/sign-in-form.js';
import { SignInPage } from '../sign-in/sign-in-page.js';
import { EndedNotice, Layout } from './layout.js';
import { NotFoundPage } from './not-found-page.js';
import { sections } from './sections.js';

const OverviewPage = lazy(() => import('../overview/overview-page.js'));
const ClientsPage = lazy(() => import('../clients/list/clients-page.js'));
const NewClientPage = lazy(() => import('../clients/create/new-client-page.js'));
const ClientPage = lazy(() => import('../clients/client/client-page.js'));
const ApisPage = lazy(() => import('../apis/apis-page.js'));
const ApiPage = lazy(() => import('../apis/api-page.js'));
const ConnectionsPage = lazy(() => import('../connections/connections-page.js'));
const ConnectionPage = lazy(() => import('../connections/connection-page.js'));
const SigningKeysPage = lazy(() => import('../signing-keys/signing-keys-page.js'));
const LogPage = lazy(() => import('../log/log-page.js'));
const SettingsPage = lazy(() => import('../settings/settings-page.js'));
const AccountPage = lazy(() => import('../account/account-page.js'));

/** Every page by its address. */
export function App() {
  const { data: answer, error, refetch } = useSessionAnswer();
  if (!answer)
    return (
      <Center mih="100dvh" p="md">
        {error ? (
          <Stack align="center">
            <Text role="alert">{failureOf(error).message}</Text>
            <Button onClick={() => void refetch()}>Try again</Button>
          </Stack>
        ) : (
          <Loader aria-label="Loading" />
        )}
      </Center>
    );
  return (
    <Routes>
      <Route path="/sign-in" element={<SignInPage answer={answer} />} />
      <Route element={<SignedInOnly answer={answer} />}>
        <Route index element={<FirstPage />} />
        <Route
          path="/overview"
          element={
            <Seen section="/overview">
              <OverviewPage />
            </Seen>
          }
        />
        <Route
          path="/clients"
          element={
            <Seen section="/clients">
              <ClientsPage />
            </Seen>
          }
        />
        <Route path="/clients/new" element={<NewClientPage />} />
        <Route
          path="/clients/:clientId/:tab?"
          element={
            <Seen section="/clients">
              <ClientPage />
            </Seen>
          }
        />
        <Route
          path="/apis"
          element={
            <Seen section="/apis">
              <ApisPage />
            </Seen>
          }
        />
        <Route
          path="/apis/:apiId/:tab?"
          element={
            <Seen section="/apis">
              <ApiPage />
            </Seen>
          }
        />
        <Route
          path="/connections"
          element={
            <Seen section="/connections">
              <ConnectionsPage />
            </Seen>
          }
        />
        <Route
          path="/connections/:connectionId"
          element={
            <Seen section="/connections">
              <ConnectionPage />
            </Seen>
          }
        />
        <Route
          path="/signing-keys"
          element={
            <Seen section="/signing-keys">
              <SigningKeysPage />
            </Seen>
          }
        />
        <Route
          path="/log"
          element={
            <Seen section="/log">
              <LogPage />
            </Seen>
          }
        />
        <Route
          path="/settings"
          element={
            <Seen section="/settings">
              <SettingsPage />
            </Seen>
          }
        />
        <Route path="/account" element={<AccountPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}

/** A part of the console for those who may see it; nothing is asked for anybody else. */
function Seen({ section, children }: { section: (typeof sections)[number]['to']; children: ReactNode }) {
  const { can } = useSignedIn();
  const { label, needs } = sections.find(({ to }) => to === section) ?? sections[0];
  if (can(...needs)) return children;
  return (
    <Page title={label}>
      <Empty title="Not for you to see">
        This needs the scope {needs.join(' or ')}, which you do not have.
      </Empty>
    </Page>
  );
}

function FirstPage() {
  const { can } = useSignedIn();
  const first = sections.find(({ needs }) => can(...needs));
  return <Navigate to={first?.to ?? '/account'} replace />;
}

/** Whoever was signed in keeps the page, and what is entered there, while they sign in again. */
function SignedInOnly({ answer }: { answer: SessionAnswer }) {
  const last = useRef<Session>(undefined);
  const { pathname, search } = useLocation();
  if (answer.session) last.current = answer.session;
  const session = answer.session ?? last.current;
  if (!session)
    return <Navigate to={`/sign-in?${new URLSearchParams({ return_to: `${pathname}${search}` })}`} replace />;
  return (
    <SessionProvider answer={{ ...answer, session }}>
      <Modal
        opened={answer.session === null}
        onClose={() => undefined}
        withCloseButton={false}
        closeOnEscape={false}
        closeOnClickOutside={false}
        title="Sign in again"
      >
        <EndedNotice />
        <SignInForm answer={answer} returnTo={`/console${pathname}${search}`} />
      </Modal>
      <Layout />
    </SessionProvider>
  );
}
