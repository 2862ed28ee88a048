/** Whose assertion is looked at. */
export interface CheckAssertionRequest {
  /** Id of the client. */
  client_id: string;
}

/** The assertion. */
export interface CheckAssertionBody {
  /** As it would be sent to the token endpoint: 1 to 16384 characters. */
  assertion: string;
}

/** What one rule says of an assertion. */
export interface AssertionRuleResult {
  /** Which rule. */
  rule: string;
  /** What it says. */
  outcome: 'passed' | 'failed' | 'not_checked';
  /** What was found and what is expected, in plain words. */
  message: string;
}

/** What the token endpoint would say of an assertion. */
export interface CheckedAssertion {
  /** Whether it would be accepted now. */
  accepted: boolean;
  /** The rule that refuses it first; null where none does. */
  reason: string | null;
  /** Why, in plain words. */
  message: string;
  /** The time by the server's clock: ISO 8601. */
  checked_at: string;
  /** All rules, in the order in which they are looked at. */
  checks: AssertionRuleResult[];
  /** Its header, where it could be read. */
  header?: Record<string, unknown> | undefined;
  /** Its claims, where they could be read. */
  claims?: Record<string, unknown> | undefined;
  /** Id of the credential that signed it. */
  credential_id?: string | undefined;
  /** Whether it was used before; absent where another rule refuses it. */
  already_used?: boolean | undefined;
}
