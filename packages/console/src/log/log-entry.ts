/** An event of the log, as the Management API shows it. */
export interface LogEntry {
  log_id: string;
  date: string;
  type: string;
  description: string;
  client_id?: string;
  client_name: string;
  user_id?: string;
  user_name?: string;
  ip: string;
  user_agent?: string;
  audience?: string;
  scope?: string;
  details: {
    request_id?: string;
    authentication?: { method: string; credential_id?: string; secret_id?: string };
    reason?: string;
    cause?: string;
    object?: string;
    action?: string;
    id?: string;
    client_id?: string;
    properties?: string[];
    /** What expires: a secret or a credential, and within how many days. */
    kind?: string;
    days?: number;
    expires_at?: string;
    request?: { method?: string; path?: string };
    /** A limit that was exceeded has a text here. */
    response?: { statusCode?: number; errorCode?: string; message?: string; property?: string } | string;
  };
}

/** Which events are shown; what is absent does not restrict. */
export interface LogFilter {
  /** Whose tokens and changes they are, or whose registration was changed. */
  client_id?: string;
  /** The person who was signed in to the console. */
  user_id?: string;
  request_id?: string;
  /** One type, or several joined by commas. */
  type?: string;
  /** What has to stand somewhere in the event. */
  q?: string;
  /** A day or a time, ISO 8601. */
  from?: string;
  to?: string;
}
