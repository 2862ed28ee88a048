import type { ApiResponse, Client, ClientsManager } from 'auth0';

type Kept = { until: number; answer: Promise<ApiResponse<Client>> };

export class CachedClients {
  readonly #kept = new Map<string, Kept>();

  constructor(private readonly clients: Pick<ClientsManager, 'get'>) {}

  get(id: string): Promise<ApiResponse<Client>> {
    const kept = this.#kept.get(id);
    if (kept && kept.until > Date.now()) return kept.answer;
    const answer = this.clients.get({ client_id: id });
    this.#kept.set(id, { until: Date.now() + 60_000, answer });
    return answer;
  }
}
