import type { UnobservedReason } from '@clientele/model';
import type { ColumnType, Kysely, Transaction } from 'kysely';

/** Where the object of a row stands; `recent_changes` is JSON. docs/decisions/0088 */
interface Revised {
  created_at: number;
  updated_at: number;
  recent_changes: string | null;
}

/** Row shapes. Times are milliseconds since the epoch; `document` is the JSON of the object as the model knows it. */
export interface Tables {
  instance_settings: { name: string; value: string };
  clients: Revised & {
    tenant_id: string;
    client_id: string;
    is_global: number;
    is_first_party: number;
    app_type: string | null;
    external_client_id: string | null;
    document: string;
    /** The core of the document; the database keeps it in step. docs/decisions/0073 */
    core: ColumnType<string, undefined, never>;
    /** 1 while the row in `client_search` is behind. docs/decisions/0086 */
    search_due: number;
    /** Milliseconds; the database keeps it in step with the document. docs/decisions/0122 */
    secret_max_age: ColumnType<number | null, undefined, never>;
  };
  /** What clients are searched and sorted by; text is in lower case. docs/decisions/0086 */
  client_search: {
    tenant_id: string;
    client_id: string;
    created_at: number;
    updated_at: number;
    name: string;
    text: string;
    external_id: string | null;
    app_type: string | null;
    method: string | null;
    is_first_party: number;
  };
  client_metadata: { tenant_id: string; key: string; value: string; client_id: string };
  client_secrets: {
    tenant_id: string;
    client_id: string;
    id: string;
    digest: string;
    digest_key: string;
    sealed: string | null;
    created_at: number;
    expires_at: number | null;
    /** Not in use; counts say when a secret was used last. */
    last_used_at: number | null;
    name: string | null;
    /** `staged`, `primary`, `retiring`, `disabled` or `ended`. docs/decisions/0114 */
    state: string;
    hint: string | null;
    created_by: string | null;
    primary_since: number | null;
    /** When the next notice of its expiry is due; the database begins it anew with each new expiry. docs/decisions/0121 */
    notice_at: ColumnType<number | null, undefined, number | null>;
    /** When its successor is due. docs/decisions/0122 */
    successor_at: ColumnType<number | null, undefined, number | null>;
  };
  credentials: {
    tenant_id: string;
    client_id: string;
    id: string;
    created_at: number;
    document: string;
    /** The database keeps it in step with the document. docs/decisions/0121 */
    expires_at: ColumnType<number | null, undefined, never>;
    notice_at: ColumnType<number | null, undefined, number | null>;
  };
  resource_servers: Revised & {
    tenant_id: string;
    id: string;
    identifier: string | null;
    client_id: string | null;
    sealed_signing_secret: string | null;
    document: string;
  };
  client_grants: Revised & {
    tenant_id: string;
    id: string;
    holder: string;
    client_id: string | null;
    resource_server_id: string;
    subject_type: string;
    allow_any_organization: number;
    document: string;
  };
  signing_keys: {
    tenant_id: string;
    kid: string;
    type: string;
    created_at: number;
    current_since: number | null;
    current_until: number | null;
    revoked_at: number | null;
    longest_lifetime: number;
    public_key: string;
    sealed_private_key: string | null;
    certificate: string | null;
  };
  assertion_replays: { tenant_id: string; client_id: string; jti: string; expires_at: number };
  token_counts: {
    tenant_id: string;
    client_id: string;
    counted_at: number;
    in_hour: number;
    in_day: number;
  };
  /** On PostgreSQL alone. */
  failure_counts: { tenant_id: string; window_start: number; budget: string; failures: number };
  /** Answers to requests that may be repeated; the key that they were sent with, as a digest. docs/decisions/0108 */
  kept_answers: {
    tenant_id: string;
    caller_id: string;
    key_digest: string;
    expires_at: number;
    sealed: string;
  };
  /** How many bytes the kept answers to each caller take. */
  kept_answer_bytes: { tenant_id: string; caller_id: string; bytes: number };
  /** How often something was used within a step, whose length is in minutes. docs/decisions/0117 */
  usage_counts: {
    tenant_id: string;
    client_id: string;
    credential_id: string;
    step: number;
    at: number;
    api: string;
    outcome: string;
    count: number;
    last_at: number;
    alive_until: number;
  };
  /** Where each secret or credential was used from. */
  usage_sources: {
    tenant_id: string;
    client_id: string;
    credential_id: string;
    kind: 'address' | 'user_agent';
    value: string;
    count: number;
    last_at: number;
  };
  /** Servers that count use. */
  usage_observers: {
    tenant_id: string;
    id: string;
    began_at: number;
    seen_at: number;
    ended_at: number | null;
    writes: number;
  };
  /** When use was not counted, or may not have been. */
  usage_gaps: {
    tenant_id: string;
    observer_id: string;
    began_at: number;
    ended_at: number;
    reason: UnobservedReason;
  };
  connections: {
    tenant_id: string;
    id: string;
    name: string;
    strategy: string;
    created_at: number;
    domain_aliases: string;
    sealed_options: string;
    document: string;
  };
  connection_clients: { tenant_id: string; connection_id: string; client_id: string; created_at: number };
  /** Sessions of the console; what a person proved at sign-in is JSON. docs/decisions/0123 */
  console_sessions: {
    tenant_id: string;
    id: string;
    digest: string;
    digest_key: string;
    person_id: string;
    person_name: string;
    person_email: string | null;
    identity: string;
    created_at: number;
    last_seen_at: number;
    expires_at: number;
    address: string;
    user_agent: string | null;
  };
  totals: { tenant_id: string; list: string; total: number };
  tenant_settings: { tenant_id: string; document: string };
  bootstrap_clients: { tenant_id: string; client_id: string; created_at: number };
  log_events: {
    tenant_id: string;
    id: string;
    created_at: number;
    type: string;
    client_id: string | null;
    concerned_client_id: string | null;
    request_id: string | null;
    user_id: string | null;
    document: string;
  };
}

export type Database = Kysely<Tables>;

/** A connection with or without an open transaction. */
export type Queries = Database | Transaction<Tables>;

/** What reads need of a connection; nothing can be written with it. */
export type Reader = Pick<Queries, 'selectFrom'>;
