import type { GetClientsRequest, ManagementClient } from 'auth0';

interface Request {
  query: Record<string, string | undefined>;
  params: Record<string, string>;
}
interface Response {
  json(body: unknown): void;
  status(code: number): Response;
}

export const handlers = (management: ManagementClient) => ({
  async list(request: Request, response: Response) {
    const { page, size, ...rest } = request.query;
    const parameters: GetClientsRequest = { ...rest, page: Number(page ?? 0), per_page: Number(size ?? 20) };
    const { data, headers } = await management.clients.getAll({ ...parameters, include_totals: true });
    response.json({
      items: data.clients,
      total: data.total,
      remaining: headers.get('x-ratelimit-remaining'),
    });
  },
  async get({ params }: Request, response: Response) {
    const { data, status } = await management.clients.get({
      client_id: params['id']!,
      fields: 'client_id,name',
    });
    response.status(status).json(data);
  },
});
