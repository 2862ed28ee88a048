export interface PostgresServer {
  url: string;
  port: number;
  start(): Promise<void>;
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
  emptyDatabase(): Promise<string>;
  remove(): Promise<void>;
}

export function startPostgres(options?: {
  settings?: Record<string, string | number>;
}): Promise<PostgresServer>;

export function postgresVersion(): string;
