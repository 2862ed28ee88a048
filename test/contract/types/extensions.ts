import type * as model from '@clientele/model';

type NewAlg = 'ES256' | 'EdDSA';

/**
 * What the SDK is ahead of the server in: elliptic keys for credentials and APIs, and clients that are switched off.
 * Once the server has one of them, `Missing` differs, and that one is taken out here.
 */
export type Extended<T> = T extends readonly (infer Item)[]
  ? Extended<Item>[]
  : T extends object
    ? {
        [Name in keyof T]: Name extends 'alg' | 'signing_alg'
          ? ExtendedAlg<Name, T[Name]>
          : Extended<T[Name]>;
      }
    : T;

/** RS384 is for credentials alone: `jwt_configuration` and `token_encryption` keep their algorithms. */
type ExtendedAlg<Name, Alg> = Name extends 'signing_alg'
  ? Alg | NewAlg
  : 'RS384' extends Alg
    ? Alg | NewAlg
    : Alg;

/** A client's property that the server does not have yet. */
export interface ClientExtension {
  disabled?: boolean;
}

/** Which of the extensions the server does not have. */
export interface Missing {
  client: Exclude<
    keyof ClientExtension,
    keyof model.ClientCreate | keyof model.ClientUpdate | keyof model.Client
  >;
  credential: Exclude<NewAlg, NonNullable<model.Credential['alg']>>;
  resourceServer: Exclude<NewAlg, model.ResourceServer['signing_alg']>;
}
