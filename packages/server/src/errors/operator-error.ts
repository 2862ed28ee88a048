/** Something that an operator can fix: one line that says what is wrong and how to fix it. docs/decisions/0079 */
export class OperatorError extends Error {
  override readonly name: string = 'OperatorError';
  /** The same in every bundle, whereas each bundle has a class of its own. */
  readonly code = 'CLIENTELE_OPERATOR_ERROR';
}
