import { type InitOverride, ManagementClient, type Middleware } from '@clientele/sdk';

/** Hooks that only watch return nothing, at once or later. */
export const watch: Middleware = {
  pre({ url }) {
    console.log(url);
  },
  async post({ response }) {
    console.log(response.status);
  },
  onError({ error, response }) {
    console.log(error, response?.status);
  },
  onAttempt: ({ attempts, delay }) => console.log(attempts, delay),
};

/** What is sent has a plain record of header fields, and a signal that a hook may replace. */
export const change: Middleware = {
  pre({ init }) {
    const before: string | undefined = init.headers['x-trace'];
    init.headers['x-trace'] = `${before ?? ''}1`;
    init.signal = AbortSignal.timeout(1000);
  },
};

/** An override keeps what there is. */
export const traced: InitOverride = ({ init }) => ({ ...init, headers: { ...init.headers, 'x-trace': '1' } });
export const management = new ManagementClient({ domain: 'a', token: 'T', middleware: [watch, change] });
