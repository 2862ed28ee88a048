/** What the API calls a refusal; it may use codes that are not named here. */
export type ErrorCode =
  | 'Bearer'
  | 'idempotency_conflict'
  | 'inexistent_client'
  | 'inexistent_client_grant'
  | 'inexistent_connection'
  | 'inexistent_credential'
  | 'inexistent_resource_server'
  | 'inexistent_signing_key'
  | 'insufficient_scope'
  | 'invalid_body'
  | 'invalid_query_string'
  | 'invalid_uri'
  | 'operation_not_supported'
  | 'too_many_requests'
  // Completion offers the names above, and any other text is taken.
  | (string & Record<never, never>);
