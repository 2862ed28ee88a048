export interface PostgresServer {
  url: string;
  port: number;
  start(): Promise<void>;
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
  freeze(): void;
  thaw(): void;
  emptyDatabase(name?: string): Promise<string>;
  remove(): Promise<void>;
}

export function startPostgres(options?: {
  settings?: Record<string, string | number>;
}): Promise<PostgresServer>;

export function postgresVersion(): string;

export function whyNoPostgres(): string | undefined;
