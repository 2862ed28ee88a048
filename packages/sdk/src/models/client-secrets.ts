import type { PageCheckpoint } from './page-parameters.js';

/** `staged` authenticates nobody yet, `primary` is what `client_secret` shows, `retiring` works until `expires_at`, `disabled` authenticates nobody. */
export type ClientSecretState = 'staged' | 'primary' | 'retiring' | 'disabled';

/** Where something was used from, and how often. */
export interface UseSource {
  /** How often. */
  count: number;
  /** When last: ISO 8601. */
  last_at: string;
}

/** How a secret or credential was used last. */
export interface LastUse {
  /** When: ISO 8601. */
  at: string;
  /** How often in the last 24 hours. */
  count_24h: number;
  /** The addresses it was used from, as the server keeps them, the latest first: at most 20. */
  addresses: (UseSource & {
    /** The address, or the network that it belongs to. */
    address: string;
  })[];
  /** The programs it was used by, the latest first: at most 20. */
  user_agents: (UseSource & {
    /** Their `User-Agent`. */
    user_agent: string;
  })[];
}

/** What is known of a secret of a client; never the secret itself. */
export interface ClientSecret {
  /** Id of the secret. */
  id: string;
  /** For people. */
  name?: string | undefined;
  /** Whether it authenticates. */
  state: ClientSecretState;
  /** The first four characters of a secret that the server made. */
  hint?: string | undefined;
  /** When it was made: ISO 8601. */
  created_at: string;
  /** When it stops working: ISO 8601. Absent: never. */
  expires_at?: string | undefined;
  /** Id of the client that asked for it; null where the server made it by itself, or where that is not known. */
  created_by: string | null;
  /** How it was used, with `include_usage`. */
  last_used?: LastUse | undefined;
}

/** A secret that was just made, with its text, which no other answer shows. */
export interface NewClientSecret extends ClientSecret {
  /** The secret itself. */
  secret: string;
}

/** A secret of a client, with its text where the server keeps secrets readable. */
export interface ReadableClientSecret extends ClientSecret {
  /** The secret itself. */
  secret?: string | undefined;
}

/** Names one secret of a client. */
export interface GetClientSecretRequest {
  /** The client. */
  client_id: string;
  /** The secret. */
  secret_id: string;
}

/** The secrets of a client, newest first. */
export interface ClientSecrets {
  /** The secrets, those that have ended excepted. */
  secrets: ClientSecret[];
}

/** Whose secrets are listed. */
export interface GetClientSecretsRequest {
  /** Id of the client. */
  client_id: string;
  /** True shows how each was used. Default false. */
  include_usage?: boolean | undefined;
}

/** Who gets another secret, or a new one. */
export interface PostClientSecretsRequest {
  /** Id of the client. */
  client_id: string;
}

/** Which secret is changed or ended. */
export interface ClientSecretRequest {
  /** Id of the client. */
  client_id: string;
  /** Id of the secret. */
  secret_id: string;
  /** True leaves the client without a way in, if need be. Default false: it is refused (409). */
  force?: boolean | undefined;
}

/** Another secret of a client; all of it may be left out. */
export interface ClientSecretCreate {
  /** For people: 1 to 128 characters. */
  name?: string | undefined;
  /** The secret itself: 16 to 255 characters. Default: the server makes one. */
  secret?: string | undefined;
  /** ISO 8601 time in the future at which it stops working. Default: never. */
  expires_at?: string | undefined;
  /** `primary` takes the place of the present one at once. Default `staged`: it authenticates nobody yet. */
  state?: 'staged' | 'primary' | undefined;
  /** With the state `primary`: seconds for which the one before goes on working. */
  previous_secret_expires_in?: number | undefined;
}

/** What is to be different about a secret; null takes away. */
export interface ClientSecretUpdate {
  /** For people: 1 to 128 characters. */
  name?: string | null | undefined;
  /** ISO 8601 time at which it stops working; one that has passed ends it now. */
  expires_at?: string | null | undefined;
  /** `primary` promotes it, `disabled` disables it, `staged` enables it again, `retiring` lets it work until `expires_at`. */
  state?: ClientSecretState | undefined;
  /** With the state `primary`: seconds for which the one before goes on working. */
  previous_secret_expires_in?: number | undefined;
}

/** How a secret is rotated. */
export interface RotateClientSecretBody {
  /** Seconds for which the one before goes on working; 0 ends it at once. Default: what the client says, or the server. */
  previous_secret_expires_in?: number | undefined;
}

/** Of which client it is asked what may be retired. */
export interface GetClientRotationRequest {
  /** Id of the client. */
  client_id: string;
  /** Seconds for which nothing but the primary may have been accepted: 1 to 7776000. Default 86400, a day. */
  window?: number | undefined;
}

/** A key or certificate, with its state and how it was used. */
export interface RotatedCredential {
  /** Id of the credential. */
  id: string;
  /** For people. */
  name?: string | undefined;
  /** What it is for. */
  credential_type: 'public_key' | 'cert_subject_dn' | 'x509_cert';
  /** `primary`: the newest that is enabled and has not expired. `retiring`: any other that is enabled. `disabled`: named by no method. */
  state: 'primary' | 'retiring' | 'disabled';
  /** When it was made: ISO 8601. */
  created_at: string;
  /** When it expires: ISO 8601. Absent: never. */
  expires_at?: string | null | undefined;
  /** How it was used. Absent: never, as far as is known. */
  last_used?: LastUse | undefined;
}

/** Whether everything but the primary secret, or the newest enabled credential, may be retired. */
export interface ClientRotation {
  /** `safe`: nothing else was accepted in the window, all of which was observed. `unknown`: not all of it was, or no primary works. */
  verdict: 'safe' | 'in_use' | 'unknown';
  /** What was accepted, or not observed, in words, and from when on a verdict is possible. */
  reason: string;
  /** How long the window is. */
  window_seconds: number;
  /** Since when all use was counted: ISO 8601. Null while that is not known. */
  observed_since: string | null;
  /** Id of the secret or credential that shall remain; null where there is none. */
  primary_id: string | null;
  /** The secrets, newest first, each with how it was used. */
  secrets: ClientSecret[];
  /** All keys and certificates, newest first, each with its state and how it was used. */
  credentials: RotatedCredential[];
  /** Until when tokens are valid that anything but the primary was given: ISO 8601. Null where there are none. */
  tokens_alive_until: string | null;
}

/** A secret, key or certificate of any client. */
export interface ReportedCredential {
  /** Id of its client. */
  client_id: string;
  /** Name of its client. */
  client_name: string;
  /** Whether it is a secret, or a key or certificate. */
  kind: 'secret' | 'credential';
  /** Its id. */
  id: string;
  /** For people. */
  name?: string | undefined;
  /** What a key or certificate is for. */
  credential_type?: 'public_key' | 'cert_subject_dn' | 'x509_cert' | undefined;
  /** Whether a secret authenticates. */
  state?: ClientSecretState | undefined;
  /** When it was made: ISO 8601. */
  created_at: string;
}

/** A secret, key or certificate that expires. */
export interface ExpiringCredential extends ReportedCredential {
  /** When it expires, or has expired: ISO 8601. */
  expires_at: string;
}

/** A secret, key or certificate that was not used for some time. */
export interface UnusedCredential extends ReportedCredential {
  /** When it expires: ISO 8601. Absent: never. */
  expires_at?: string | undefined;
  /** When it was used last: ISO 8601. Absent where no use is known. */
  last_used_at?: string | undefined;
}

/** How a report is cut. */
export interface ReportParameters {
  /** The `next` of the page before: 1 to 1000 characters. */
  from?: string | undefined;
  /** Entries from there on: 1 to 100. Default 50. */
  take?: number | undefined;
}

/** What expires when. */
export interface GetExpiringCredentialsRequest extends ReportParameters {
  /** Seconds from now within which it expires: 1 to 315360000. Default 2592000, 30 days. */
  within?: number | undefined;
}

/** What was not used for how long. */
export interface GetUnusedCredentialsRequest extends ReportParameters {
  /** Seconds for which it was not used, and that it is old: 1 to 315360000. Default 7776000, 90 days. */
  for?: number | undefined;
}

/** What expires, soonest first; what has expired in the last 30 days comes before. */
export interface ExpiringCredentials extends PageCheckpoint {
  /** The secrets, keys and certificates on this page. */
  credentials: ExpiringCredential[];
}

/** What was not used, by client. */
export interface UnusedCredentials extends PageCheckpoint {
  /** The secrets, keys and certificates on this page: fewer than were asked for, or none, where others had to be looked at. */
  credentials: UnusedCredential[];
  /** Since when all use was counted: ISO 8601. What was used before is not known. Null while that is not known. */
  observed_since: string | null;
}

/** Which secret is looked up. */
export interface LookupSecretBody {
  /** A secret that begins with `cls_`, as scanners find it. */
  secret: string;
  /** True ends it; needs `update:client_keys` as well. Default false. */
  revoke?: boolean | undefined;
}

/** Whose secret it is. */
export interface LookedUpSecret {
  /** Id of its client. */
  client_id: string;
  /** What is known of it. */
  secret: {
    /** Id of the secret. */
    id: string;
    /** For people. */
    name?: string | undefined;
    /** Whether it authenticates; `ended` is what authenticates nobody any more. */
    state: ClientSecretState | 'ended';
    /** When it was made: ISO 8601. */
    created_at: string;
    /** When it stops working: ISO 8601. Absent: never, or it has ended. */
    expires_at?: string | undefined;
    /** When it ended: ISO 8601. */
    ended_at?: string | undefined;
  };
  /** After it was ended, how many others of the client work. */
  working_secrets?: number | undefined;
}
