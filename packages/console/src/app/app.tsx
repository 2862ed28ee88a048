import { Button, Center, Loader, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useRef } from 'react';
import { Navigate, Outlet, Route, Routes, useLocation } from 'react-router';
import { failureOf } from '../api/failure.js';
import { Empty } from '../elements/empty.js';
import { Page } from '../elements/page.js';
import type { Session, SessionAnswer } from '../session/session-answer.js';
import { SessionProvider, useSessionAnswer, useSignedIn } from '../session/session-context.js';
import { Layout } from './layout.js';
import { NotFoundPage } from './not-found-page.js';
import {
  AccountPage,
  ApiPage,
  ApisPage,
  ClientPage,
  ClientsPage,
  ConnectionPage,
  ConnectionsPage,
  LogPage,
  NewClientPage,
  OverviewPage,
  SettingsPage,
  SignInPage,
  SigningKeysPage,
} from './pages.js';
import { sections } from './sections.js';

const SessionEnded = lazy(() => import('./session-ended.js'));

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
      <Route
        path="/sign-in"
        element={
          <Suspense>
            <SignInPage answer={answer} />
          </Suspense>
        }
      />
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
      {answer.session === null && (
        <Suspense>
          <SessionEnded answer={answer} returnTo={`/console${pathname}${search}`} />
        </Suspense>
      )}
      <Layout />
    </SessionProvider>
  );
}
