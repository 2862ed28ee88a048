import {
  ErrorContext,
  FetchAPI,
  HTTPHeaders,
  InitOverrideFunction,
  ManagementClient,
  Middleware,
  RequestContext,
  RequestOpts,
  ResponseContext,
} from 'auth0';
export const h: HTTPHeaders = { a: 'b' };
export const f: FetchAPI = (url, init) => fetch(url as string, init);
export const o: InitOverrideFunction = async ({ init, context }) => {
  console.log(context.path, context.method, context.query);
  return { ...init, headers: { ...init.headers, a: 'b' } };
};
export const mw: Middleware = {
  async pre(c: RequestContext) {
    return { url: c.url, init: { ...c.init, headers: { ...c.init.headers, b: 'c' } } };
  },
  async post(c: ResponseContext) {
    return c.response;
  },
  async onError(c: ErrorContext) {
    if (c.response) return c.response;
  },
};
export const r: RequestOpts = { path: '/', method: 'GET' };
export const m = new ManagementClient({ domain: 'a', token: 't', fetch: f });
