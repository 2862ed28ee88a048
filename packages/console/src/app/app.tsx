import { Button, Center, Loader, Modal, Stack, Text } from '@mantine/core';
import { lazy, useRef } from 'react';
import { Navigate, Outlet, Route, Routes, useLocation } from 'react-router';
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
        <Route element={<Seen />}>
          <Route path="/overview" element={<OverviewPage />} />
          <Route path="/clients" element={<ClientsPage />} />
          <Route path="/clients/new" element={<NewClientPage />} />
          <Route path="/clients/:clientId/:tab?" element={<ClientPage />} />
          <Route path="/apis" element={<ApisPage />} />
          <Route path="/apis/:apiId/:tab?" element={<ApiPage />} />
          <Route path="/connections" element={<ConnectionsPage />} />
          <Route path="/connections/:connectionId/:tab?" element={<ConnectionPage />} />
          <Route path="/signing-keys" element={<SigningKeysPage />} />
          <Route path="/log" element={<LogPage />} />
          <Route path="/settings/:tab?" element={<SettingsPage />} />
        </Route>
        <Route path="/account" element={<AccountPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}

/** A part of the console for those who may see it; nothing is asked for anybody else. */
function Seen() {
  const { can } = useSignedIn();
  const { pathname } = useLocation();
  const section = sections.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  if (!section || can(...section.needs) || pathname === '/clients/new') return <Outlet />;
  return (
    <Page title={section.label}>
      <Empty title="Not for you to see">
        This needs the scope {section.needs.join(' or ')}, which you do not have.
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
