import '@mantine/core/styles.css';
import './app/app.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { newQueryClient } from './api/query-client.js';
import { App } from './app/app.js';
import { preloadPage, readAhead } from './app/pages.js';
import { theme } from './app/theme.js';
import { sessionQuery, signedInBy } from './session/session-context.js';

/** Milliseconds that the first drawing waits for what was read ahead: drawing twice takes longer. */
const mostAhead = 100;
const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The server puts a nonce into each page; styles that are made at run time carry it. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
// The style that keeps the page from scrolling behind a dialog asks for it under this name.
Object.assign(globalThis, { __webpack_nonce__: nonce });

// Both are under way before anything is drawn, which takes as long.
const queries = newQueryClient();
const asked = queries.fetchQuery({ ...sessionQuery, retry: false }).catch(() => undefined);
const path = location.pathname.slice('/console'.length);
const loaded = preloadPage(path);
const ahead = asked.then((answer) => {
  if (!answer?.session) return;
  const signedIn = signedInBy({ ...answer, session: answer.session }, queries);
  return Promise.race([readAhead(path, signedIn, queries), later(mostAhead)]);
});

/** One route for all, which asks before somebody leaves what they have not saved. */
const router = createBrowserRouter([{ path: '*', element: <App /> }], { basename: '/console' });

void Promise.all([ahead, loaded]).then(() => {
  const root = document.getElementById('root');
  if (root)
    createRoot(root).render(
      <StrictMode>
        <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce ?? ''}>
          <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </MantineProvider>
      </StrictMode>,
    );
});
