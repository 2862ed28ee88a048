/** A reason not to start: one line that says what is wrong and how to mend it (docs/architecture.md, "Starting"). */
export class StartError extends Error {
  override readonly name = 'StartError';
}
