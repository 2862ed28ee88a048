/** A server that could not be started: the message says in one line what is wrong and how to fix it. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly code = 'CLIENTELE_START_ERROR';
}
