/** A grant as far as it is written down. */
export interface GrantFacts {
  id: string;
  scope?: readonly string[] | undefined;
  allow_all_scopes?: boolean | undefined;
}

/** What the examples are written for. */
export interface ProgramFacts {
  clientId: string;
  name: string;
  issuer: string;
  tokenEndpoint: string;
  /** The identifier of an API. */
  audience: string;
  /** How the client authenticates. */
  proof: 'post' | 'basic' | 'key';
  /** What its key signs with. */
  alg: string;
  /** The file that holds the private key. */
  keyFile: string;
  /** The grant for the API: undefined where there is none, and null where it may not be seen. */
  grant: GrantFacts | undefined | null;
  /** The certificate that programs have to trust for https, where that is not one of a public authority. */
  caFile?: string | undefined;
}
