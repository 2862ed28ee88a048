import { ClientsManager, type Configuration, type Middleware, ResponseError } from 'auth0';

const watch: Middleware = {
  pre({ url }) {
    console.log('asks', String(url));
  },
  async post({ response }) {
    console.log('was answered', response.status);
  },
  onError({ error, response }) {
    console.log('failed', error, response?.status);
  },
};

const configuration: Configuration = {
  baseUrl: 'https://tenant.example/api/v2',
  headers: { Authorization: 'Bearer TOKEN' },
  middleware: [watch],
  parseError: async (response) => new ResponseError(response.status, await response.text(), response.headers),
};

export const clients = new ClientsManager(configuration);
