/** What use is told apart by. */
export type UsageGrouping = 'client' | 'api' | 'credential' | 'outcome';

/** The length of a step. */
export type UsageStep = 'minute' | 'hour' | 'day';

/** Which use is counted. */
export interface GetUsageRequest {
  /** What is told apart. */
  group_by: UsageGrouping;
  /** A day or a time, ISO 8601; the step that it lies in is the first one. Default: an hour, a day or 30 days ago. */
  from?: string | undefined;
  /** A day or a time, ISO 8601, before which the period ends: at most the end of the present step. Default: now. */
  to?: string | undefined;
  /** The length of each step: minutes of the last 2 days, hours of 90, days of 2 years. Default `hour`. */
  step?: UsageStep | undefined;
  /** Only the use of this client: 1 to 255 characters. */
  client_id?: string | undefined;
}

/** How often something was used within a step; steps without use are left out. */
export interface UsagePoint {
  /** When the step began: ISO 8601. */
  at: string;
  /** How often. */
  count: number;
}

/** What was used. */
export interface UsageGroup {
  /** Id of the client, by client and by credential. */
  client_id?: string | undefined;
  /** Id of the secret or credential; absent where the client was not authenticated. */
  credential_id?: string | undefined;
  /** Identifier of the API; absent where none was found. */
  api?: string | undefined;
  /** `issued`, or the reason of the refusal. */
  outcome?: string | undefined;
  /** How often in the whole period. */
  count: number;
  /** The steps with use, in the order of time. */
  points: UsagePoint[];
}

/** How often something was used, in steps of a period. */
export interface Usage {
  /** The length of each step. */
  step: UsageStep;
  /** When the first step begins: ISO 8601. */
  from: string;
  /** When the last step ends: ISO 8601. */
  to: string;
  /** What is told apart. */
  group_by: UsageGrouping;
  /** What was used, most first. */
  groups: UsageGroup[];
}
