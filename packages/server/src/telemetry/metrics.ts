import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { QueueState } from './event-queue.js';

/** A signing key and its age. */
export interface AgedKey {
  tenant: string;
  kid: string;
  state: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** How a server stands to the others on its database. */
export interface ReplicaState {
  /** Whether news of their changes arrives. */
  arriving: boolean;
  /** Milliseconds since all news was known to have arrived. */
  age: number;
  /** How far this server's clock is ahead of the database's, in milliseconds. */
  clock: { ahead: number } | undefined;
}

/** How many secrets, or keys and certificates, of a tenant expire soon. */
export interface ExpiringCount {
  tenant: string;
  kind: 'secret' | 'credential';
  /** Days as in `7d`, or `expired`. */
  within: string;
  count: number;
}

/** What is measured from outside. */
export interface MetricsSources {
  now: () => number;
  queue: Readonly<QueueState>;
  signingKeys: () => AgedKey[];
  /** Where several servers may share one database. */
  replica?: (() => ReplicaState) | undefined;
  databaseAvailable: () => boolean;
  /** As counted last; it is not counted when it is asked for. */
  expiring?: (() => readonly ExpiringCount[]) | undefined;
  /** Connections that are open, and those that were closed because of a limit. */
  connections?: { open: number; refused: Readonly<Record<string, number>> } | undefined;
  /** What waits to be read by peers. */
  unsent: { bytes(): number; refused(): number };
  /** Whether the process is measured too: memory, CPU, event loop. */
  process: boolean;
}

/** Figures of this server in Prometheus's text format. docs/decisions/0022 */
export interface Metrics {
  /** `result` is `issued` or the reason of a refusal. */
  countToken(result: string): void;
  observeRequest(request: { route: string; status: number; milliseconds: number }): void;
  readonly contentType: string;
  text(): Promise<string>;
}

/** From half a millisecond to five seconds. */
const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

let ofProcess: Registry | undefined;

/** The figures of the process, which is measured once: what observes it stays, also when a server in it is closed. */
function processFigures(): Registry {
  if (ofProcess === undefined) {
    ofProcess = new Registry();
    collectDefaultMetrics({ register: ofProcess });
  }
  return ofProcess;
}

/** The figures of one server, in a registry of their own. */
export function createMetrics(sources: MetricsSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const tokens = new Counter({
    name: 'clientele_token_requests_total',
    help: 'Token requests by result: issued, or the reason of the refusal',
    labelNames: ['result'],
    registers,
  });
  const durations = new Histogram({
    name: 'clientele_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer, by class of route and of status',
    labelNames: ['route', 'status'],
    buckets,
    registers,
  });
  measureKeys(registry, sources);
  measureQueue(registry, sources.queue);
  if (sources.replica) measureReplica(registry, sources.replica);
  measureDatabase(registry, sources);
  measurePeers(registry, sources);
  if (sources.expiring) measureExpiries(registry, sources.expiring);
  const all = sources.process ? Registry.merge([processFigures(), registry]) : registry;
  return {
    countToken: (result) => tokens.inc({ result }),
    observeRequest: ({ route, status, milliseconds }) =>
      durations.observe({ route, status: `${Math.floor(status / 100)}xx` }, milliseconds / 1000),
    contentType: registry.contentType,
    text: () => all.metrics(),
  };
}

function measureKeys(registry: Registry, { now, signingKeys }: MetricsSources): void {
  new Gauge({
    name: 'clientele_signing_key_age_seconds',
    help: 'Age of each published signing key, by state',
    labelNames: ['tenant', 'kid', 'state'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { tenant, kid, state, createdAt } of signingKeys())
        this.set({ tenant, kid, state }, (now() - createdAt) / 1000);
    },
  });
}

function measureQueue(registry: Registry, queue: Readonly<QueueState>): void {
  new Gauge({
    name: 'clientele_log_queue_length',
    help: 'Log events that wait to be written',
    registers: [registry],
    collect() {
      this.set(queue.waiting);
    },
  });
  new Counter({
    name: 'clientele_log_events_total',
    help: 'Log events of token requests and refusals, by result: written or dropped',
    labelNames: ['result'],
    registers: [registry],
    collect() {
      this.reset();
      this.inc({ result: 'written' }, queue.written);
      this.inc({ result: 'dropped' }, queue.dropped);
    },
  });
}

function measureReplica(registry: Registry, replica: () => ReplicaState): void {
  const gauge = (name: string, help: string, value: (state: ReplicaState) => number | undefined) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value(replica()) ?? Number.NaN);
      },
    });
  gauge(
    'clientele_notifications_up',
    'Whether notifications of changes by other servers arrive: 1, or 0 while caches are bypassed',
    ({ arriving }) => (arriving ? 1 : 0),
  );
  gauge(
    'clientele_notifications_age_seconds',
    'Time since all notifications of changes by other servers were last known to have arrived',
    ({ age }) => age / 1000,
  );
  gauge(
    'clientele_clock_offset_seconds',
    "How far this server's clock is ahead of the database's, at the last measurement",
    ({ clock }) => clock && clock.ahead / 1000,
  );
}

function measureDatabase(registry: Registry, { databaseAvailable }: MetricsSources): void {
  new Gauge({
    name: 'clientele_database_available',
    help: 'Whether the database can be used: 1, or 0 during an outage',
    registers: [registry],
    collect() {
      this.set(databaseAvailable() ? 1 : 0);
    },
  });
}

function measureExpiries(registry: Registry, expiring: () => readonly ExpiringCount[]): void {
  new Gauge({
    name: 'clientele_credentials_expiring',
    help: 'Secrets, and keys and certificates, of clients that expire within some days, or have expired in the last 30; at most 10,000 are counted',
    labelNames: ['tenant', 'kind', 'within'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { count, ...labels } of expiring()) this.set(labels, count);
    },
  });
}

function measurePeers(registry: Registry, { connections, unsent }: MetricsSources): void {
  new Gauge({
    name: 'clientele_connections',
    help: 'Connections that are open',
    registers: [registry],
    collect() {
      this.set(connections?.open ?? 0);
    },
  });
  new Counter({
    name: 'clientele_refused_total',
    help: 'Connections closed and large answers refused because of a limit, by the limit',
    labelNames: ['limit'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [limit, count] of Object.entries(connections?.refused ?? {})) this.inc({ limit }, count);
      this.inc({ limit: 'unsent_bytes' }, unsent.refused());
    },
  });
  new Gauge({
    name: 'clientele_unsent_bytes',
    help: 'Bytes of large answers that their peers have not read yet',
    registers: [registry],
    collect() {
      this.set(unsent.bytes());
    },
  });
}
