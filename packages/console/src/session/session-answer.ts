/** Who is signed in, and what they may do. */
export interface Session {
  id: string;
  csrf_token: string;
  scopes: readonly string[];
  person: { id: string; name: string; email?: string; method: 'link' | 'client' | 'provider' };
  created_at: string;
  idle_expires_at: string;
  expires_at: string;
}

/** What the server says of itself, of the ways to sign in, and of who is signed in. */
export interface SessionAnswer {
  server: {
    issuer: string;
    management_audience: string;
    mode: 'development' | 'production';
    version: string;
    token_endpoint: string;
    /** Whether secrets can be shown again, or only once. */
    client_secrets: 'readable' | 'once';
  };
  sign_in: { link: boolean; client: boolean; provider: { issuer: string } | null };
  session: Session | null;
}

/** One of the sessions of the person who is signed in. */
export interface ListedSession {
  id: string;
  current: boolean;
  created_at: string;
  last_seen_at: string;
  expires_at: string;
  address: string;
  user_agent: string;
  method: string;
}

/** What proves who signs in. */
export type SignInProof = { link: string } | { client_id: string; client_secret: string };
