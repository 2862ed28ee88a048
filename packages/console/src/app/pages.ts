import { lazy } from 'react';

/** Where each page lies, by the beginning of its address; the longer one first. */
const files = {
  '/sign-in': () => import('../sign-in/sign-in-page.js'),
  '/overview': () => import('../overview/overview-page.js'),
  '/clients/new': () => import('../clients/create/new-client-page.js'),
  '/clients/': () => import('../clients/client/client-page.js'),
  '/clients': () => import('../clients/list/clients-page.js'),
  '/apis/': () => import('../apis/api-page.js'),
  '/apis': () => import('../apis/apis-page.js'),
  '/connections/': () => import('../connections/connection-page.js'),
  '/connections': () => import('../connections/connections-page.js'),
  '/signing-keys': () => import('../signing-keys/signing-keys-page.js'),
  '/log': () => import('../log/log-page.js'),
  '/settings': () => import('../settings/settings-page.js'),
  '/account': () => import('../account/account-page.js'),
};

/** Begins to load the page of an address, while it is not known yet who is signed in. */
export function preloadPage(path: string): void {
  const page = Object.entries(files).find(([begin]) => path.startsWith(begin));
  // Where it cannot be loaded now, it is tried again when it is shown.
  page?.[1]().catch(() => undefined);
}

export const SignInPage = lazy(files['/sign-in']);
export const OverviewPage = lazy(files['/overview']);
export const NewClientPage = lazy(files['/clients/new']);
export const ClientPage = lazy(files['/clients/']);
export const ClientsPage = lazy(files['/clients']);
export const ApiPage = lazy(files['/apis/']);
export const ApisPage = lazy(files['/apis']);
export const ConnectionPage = lazy(files['/connections/']);
export const ConnectionsPage = lazy(files['/connections']);
export const SigningKeysPage = lazy(files['/signing-keys']);
export const LogPage = lazy(files['/log']);
export const SettingsPage = lazy(files['/settings']);
export const AccountPage = lazy(files['/account']);
