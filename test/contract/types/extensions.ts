import type * as model from '@clientele/model';

/** A client's property that the server does not have yet: what the SDK is ahead in. */
export interface ClientExtension {
  disabled?: boolean;
}

/** Which of them the server does not have; once it has them, this differs, and they are taken out here. */
export interface Missing {
  client: Exclude<
    keyof ClientExtension,
    keyof model.ClientCreate | keyof model.ClientUpdate | keyof model.Client
  >;
}
