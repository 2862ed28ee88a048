import type { QueryClient } from '@tanstack/react-query';
import { type ComponentType, createElement, lazy, useState } from 'react';
import { readAhead as readClientsAhead } from '../clients/list/read-ahead.js';
import type { SignedIn } from '../session/session-context.js';

interface File<Props extends object> {
  default: ComponentType<Props>;
}

/** A page in a file of its own, which can be loaded ahead. */
type Page<Props extends object> = ComponentType<Props> & { load(): Promise<File<Props>> };

/** Shown at once where its file is there already: React would wait for a while before it shows what it had to wait for. */
function page<Props extends object>(file: () => Promise<File<Props>>): Page<Props> {
  let loaded: ComponentType<Props> | undefined;
  const load = async () => {
    const module = await file();
    loaded = module.default;
    return module;
  };
  const Later = lazy(load);
  function Shown(props: Props) {
    const [Now] = useState(() => loaded ?? Later);
    return createElement(Now as ComponentType<Props>, props);
  }
  return Object.assign(Shown, { load });
}

export const SignInPage = page(() => import('../sign-in/sign-in-page.js'));
export const OverviewPage = page(() => import('../overview/overview-page.js'));
export const ClientsPage = page(() => import('../clients/list/clients-page.js'));
export const NewClientPage = page(() => import('../clients/create/new-client-page.js'));
export const ClientPage = page(() => import('../clients/client/client-page.js'));
export const ApisPage = page(() => import('../apis/apis-page.js'));
export const ApiPage = page(() => import('../apis/api-page.js'));
export const ConnectionsPage = page(() => import('../connections/connections-page.js'));
export const ConnectionPage = page(() => import('../connections/connection-page.js'));
export const SigningKeysPage = page(() => import('../signing-keys/signing-keys-page.js'));
export const LogPage = page(() => import('../log/log-page.js'));
export const SettingsPage = page(() => import('../settings/settings-page.js'));
export const AccountPage = page(() => import('../account/account-page.js'));

type ReadAhead = (signedIn: SignedIn, queries: QueryClient) => Promise<void>;

/** The pages by the beginnings of their addresses; of two that fit the first one counts. */
const begins: readonly [begin: string, page: { load(): Promise<object> }, readAhead?: ReadAhead][] = [
  ['/sign-in', SignInPage],
  ['/overview', OverviewPage],
  ['/clients/new', NewClientPage],
  ['/clients/', ClientPage],
  ['/clients', ClientsPage, readClientsAhead],
  ['/apis/', ApiPage],
  ['/apis', ApisPage],
  ['/connections/', ConnectionPage],
  ['/connections', ConnectionsPage],
  ['/signing-keys', SigningKeysPage],
  ['/log', LogPage],
  ['/settings', SettingsPage],
  ['/account', AccountPage],
];

/** Loads the page of an address ahead. Where that fails, it is tried again when the page is shown. */
export async function preloadPage(path: string): Promise<void> {
  await pageAt(path)?.[1]
    .load()
    .catch(() => undefined);
}

/** Begins to read what the page of an address shows, while its file is on the way. */
export async function readAhead(path: string, signedIn: SignedIn, queries: QueryClient): Promise<void> {
  await pageAt(path)?.[2]?.(signedIn, queries);
}

const pageAt = (path: string) => begins.find(([begin]) => path.startsWith(begin));
