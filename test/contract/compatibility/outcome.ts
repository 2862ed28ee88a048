/** What came of an operation with a tool. */
export interface Outcome {
  operation: string;
  outcome: 'works' | 'refused' | 'not offered' | 'fails';
  /** What went wrong, or why it is not offered. */
  why?: string;
}
