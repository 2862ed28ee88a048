/** A reason not to do what an operator asked for: one line that says what is wrong and how to mend it (docs/architecture.md, "Operations"). */
export class OperationError extends Error {
  override readonly name = 'OperationError';
}
